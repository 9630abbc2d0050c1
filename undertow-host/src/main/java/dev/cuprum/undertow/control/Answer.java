package dev.cuprum.undertow.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call is answered with. Immutable.
 *
 * @param status the status
 * @param headers header fields beside those that every answer has
 * @param type the media type of the body
 * @param body the body; empty where there is none
 */
record Answer(int status, Map<HttpString, String> headers, String type, String body) {

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer of(int status, JsonNode body) {
        return of(status, "application/json", body);
    }

    static Answer of(int status, String type, JsonNode body) {
        return text(status, type, body.toPrettyString() + "\n");
    }

    static Answer text(int status, String type, String body) {
        return new Answer(status, Map.of(), type, body);
    }

    static Answer empty(int status) {
        return text(status, "", "");
    }

    /** The same, with one more header field. */
    Answer header(HttpString name, String value) {
        Map<HttpString, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, type, body);
    }

    /** The same, with the entity tag of what was asked for. */
    Answer etag(String etag) {
        return header(Headers.ETAG, "\"" + etag + "\"");
    }

    void sendTo(HttpServerExchange exchange) {
        exchange.setStatusCode(status);
        headers.forEach((name, value) -> exchange.getResponseHeaders().put(name, value));
        if (body.isEmpty()) {
            exchange.endExchange();
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseSender().send(body);
    }
}
