package dev.cuprum.polyglot;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** How the sending of a request ended. */
sealed interface FetchResult {

    /**
     * There is a response.
     *
     * @param url where it came from
     * @param redirected whether that is not where the unit's request went
     * @param status its status
     * @param fields its header fields: names in lower case, and values
     * @param body its body
     */
    record Answered(String url, boolean redirected, int status, List<Map.Entry<String, String>> fields, ByteBuffer body)
            implements FetchResult {}

    /**
     * There is none.
     *
     * @param reason for the author of the unit
     */
    record Failed(String reason) implements FetchResult {}
}
