package dev.cuprum.undertow;

import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;

/** The small page a client gets with a status that nobody has given a body. Says the status and nothing else. */
final class ErrorPage {

    static final String CONTENT_TYPE = "text/html";

    private ErrorPage() {}

    /** Whether a response of that status without a body is given this page. */
    static boolean isFor(int status) {
        return status >= 300 && status != StatusCodes.NOT_MODIFIED;
    }

    static byte[] of(int status) {
        String title = status + " " + StatusCodes.getReason(status);
        String page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>" + title + "</title></head>\n<body><h1>"
                + title + "</h1></body>\n</html>\n";
        return page.getBytes(StandardCharsets.US_ASCII);
    }
}
