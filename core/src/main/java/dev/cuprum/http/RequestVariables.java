package dev.cuprum.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variables that are computed from a request and its response. */
final class RequestVariables {

    static final Map<String, Variables.Source> SOURCES = sources();

    private RequestVariables() {}

    private static Map<String, Variables.Source> sources() {
        Map<String, Variables.Source> all = new HashMap<>();
        Variables.Source path = exchange -> Optional.of(exchange.request().path());
        Variables.Source query = exchange -> notEmpty(exchange.request().query());
        all.put("uri", path);
        all.put("document_uri", path);
        all.put("args", query);
        all.put("query_string", query);
        all.put("is_args", exchange -> Optional.of(exchange.request().query().isEmpty() ? "" : "?"));
        all.put(
                "request_uri",
                exchange ->
                        Optional.of(Target.withoutAuthority(exchange.request().target())));
        all.put("request", exchange -> Optional.of(line(exchange.request().rawHeader())));
        all.put("request_method", exchange -> Optional.of(exchange.request().method()));
        all.put("request_length", exchange -> Optional.of(length(exchange.request())));
        all.put("request_body", exchange -> body(exchange.request().body()));
        all.put("request_body_file", exchange -> file(exchange.request().body()));
        all.put("request_filename", exchange -> exchange.variable("document_root")
                .map(root -> root + exchange.request().path()));
        all.put("host", exchange -> Optional.of(exchange.request().host()));
        all.put("scheme", exchange -> Optional.of(exchange.request().scheme()));
        all.put("https", exchange -> Optional.of(exchange.request().scheme().equals("https") ? "on" : ""));
        all.put("http2", RequestVariables::http2);
        all.put("server_protocol", exchange -> Optional.of(exchange.request().protocol()));
        all.put(
                "server_port",
                exchange -> Optional.of(Integer.toString(exchange.request().serverPort())));
        all.put("remote_addr", exchange -> Optional.of(exchange.request().remoteAddress()));
        all.put(
                "remote_port",
                exchange -> Optional.of(Integer.toString(exchange.request().remotePort())));
        all.put(
                "binary_remote_addr",
                exchange -> Address.bytes(exchange.request().remoteAddress()));
        all.put(
                "remote_user",
                exchange -> exchange.request().headers().first("Authorization").flatMap(RequestVariables::user));
        all.put("content_type", exchange -> exchange.request().headers().first("Content-Type"));
        all.put("content_length", exchange -> contentLength(exchange.request()));
        all.put("status", exchange -> Optional.of(status(exchange.response())));
        all.put("limit_rate", exchange -> Optional.of("0"));
        all.put("pipe", exchange -> Optional.of("."));
        return Map.copyOf(all);
    }

    private static Optional<String> notEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The request line, as it came. */
    private static String line(String header) {
        int end = header.indexOf('\r');
        return end < 0 ? header : header.substring(0, end);
    }

    private static String length(Request request) {
        return Long.toString(request.rawHeader().length() + request.body().length());
    }

    private static Optional<String> http2(Exchange exchange) {
        boolean second = exchange.request().protocol().startsWith("HTTP/2");
        return Optional.of(!second ? "" : exchange.request().scheme().equals("https") ? "h2" : "h2c");
    }

    private static Optional<String> body(RequestBody body) {
        return body.state() != RequestBody.State.MEMORY || body.length() == 0
                ? Optional.empty()
                : Optional.of(new String(body.bytes(), StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> file(RequestBody body) {
        return body.state() == RequestBody.State.FILE ? Optional.of(body.file().toString()) : Optional.empty();
    }

    /** The field's value; of a body in chunks, its length once it was read. */
    private static Optional<String> contentLength(Request request) {
        Optional<String> field = request.headers().first("Content-Length");
        boolean chunks =
                field.isEmpty() && request.headers().first("Transfer-Encoding").isPresent();
        return chunks && request.body().state() != RequestBody.State.UNREAD
                ? Optional.of(Long.toString(request.body().length()))
                : field;
    }

    /** Three digits, which are zeros as long as nothing is decided. */
    private static String status(Response response) {
        if (!response.statusSet() && !response.started()) {
            return "000";
        }
        String digits = Integer.toString(response.status());
        return digits.length() < 3 ? "0".repeat(3 - digits.length()) + digits : digits;
    }

    /** The name in a field for basic authentication (RFC 7617). */
    private static Optional<String> user(String field) {
        if (!field.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(field.substring(6).strip());
            String both = new String(decoded, StandardCharsets.ISO_8859_1);
            int colon = both.indexOf(':');
            return colon <= 0 ? Optional.empty() : Optional.of(both.substring(0, colon));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
