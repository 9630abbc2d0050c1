package dev.cuprum.undertow.standalone;

import java.io.Serial;

/** A listener that could not be opened; the message says which and what to do. */
public final class ListenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
