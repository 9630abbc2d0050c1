package dev.cuprum.http;

/**
 * Names something that is kept beside an exchange. Two keys are never equal.
 *
 * @param <T> what is kept
 */
@SuppressWarnings("UnusedTypeParameter") // It types what is kept under the key.
public final class AttachmentKey<T> {

    private final String name;

    /**
     * @param name says in messages what this is
     */
    public AttachmentKey(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
