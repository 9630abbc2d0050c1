package dev.cuprum.undertow.control;

import dev.cuprum.unit.UnitId;
import io.undertow.util.HeaderMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.Map;

/** One call, as a resource sees it. Belongs to one worker thread. */
final class Call {

    private final String variable;
    private final Map<String, Deque<String>> query;
    private final HeaderMap headers;
    private final byte[] body;

    /**
     * @param variable the variable part of the path, decoded; empty where there is none
     * @param query the query parameters, decoded
     * @param headers the header fields
     * @param body the body, not to be changed any more; empty where there is none
     */
    Call(String variable, Map<String, Deque<String>> query, HeaderMap headers, byte[] body) {
        this.variable = variable;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    String variable() {
        return variable;
    }

    Map<String, Deque<String>> query() {
        return query;
    }

    HeaderMap headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /**
     * The unit that the path names.
     *
     * @throws dev.cuprum.unit.InvalidUnitException where it is no id
     */
    UnitId id() {
        return UnitId.of(variable);
    }

    /**
     * Decodes a part of a path.
     *
     * @throws Refusal where a percent sign has no two hexadecimal digits after it
     */
    static String decode(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(400, "the path has a % that is not followed by two hexadecimal digits: " + raw);
        }
    }
}
