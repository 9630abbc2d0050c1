package dev.cuprum.polyglot;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that a unit wants sent.
 *
 * @param method its method
 * @param url where to, as a unit wrote it
 * @param fields its header fields: names and values
 * @param body its body; null where it has none
 * @param redirects what to do with a redirect
 * @param timeout how long it may take, with all redirects and the whole body
 */
record FetchRequest(
        String method,
        String url,
        List<Map.Entry<String, String>> fields,
        @Nullable ByteBuffer body,
        Redirects redirects,
        Duration timeout) {

    /** What to do with a redirect. */
    enum Redirects {
        /** Go where it points to, if that is allowed. */
        FOLLOW,
        /** Give it to the unit. */
        MANUAL,
        /** Fail. */
        ERROR
    }

    FetchRequest {
        fields = List.copyOf(fields);
    }
}
