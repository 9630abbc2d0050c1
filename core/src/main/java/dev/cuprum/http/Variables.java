package dev.cuprum.http;

import java.util.Locale;
import java.util.Optional;

/**
 * The computed variables of a request, by nginx's names (ngx_http_core_module, "Embedded Variables"): {@code uri},
 * {@code request_uri}, {@code args}, {@code arg_NAME}, {@code cookie_NAME}, {@code http_NAME}, {@code sent_http_NAME},
 * {@code host}, {@code remote_addr}, {@code remote_port}, {@code request_method}, {@code scheme}, {@code server_port},
 * {@code server_protocol}, {@code status}, {@code is_args}, {@code query_string}, {@code document_uri},
 * {@code content_type}, {@code content_length}. What a unit has set comes first.
 */
public final class Variables {

    private Variables() {}

    /** The value of a variable, or empty where it has none; {@code arg_NAME} is as on the wire, not decoded. */
    public static Optional<String> get(Exchange exchange, String name) {
        Optional<String> set = exchange.variable(name);
        return set.isPresent() ? set : computed(exchange, name);
    }

    private static Optional<String> computed(Exchange exchange, String name) {
        Request request = exchange.request();
        return switch (name) {
            case "uri", "document_uri" -> Optional.of(request.path());
            case "request_uri" -> Optional.of(request.target());
            case "args", "query_string" -> ofText(request.query());
            case "is_args" -> Optional.of(request.query().isEmpty() ? "" : "?");
            case "host" -> Optional.of(request.host());
            case "remote_addr" -> Optional.of(request.remoteAddress());
            case "remote_port" -> Optional.of(Integer.toString(request.remotePort()));
            case "request_method" -> Optional.of(request.method());
            case "scheme" -> Optional.of(request.scheme());
            case "server_port" -> Optional.of(Integer.toString(request.serverPort()));
            case "server_protocol" -> Optional.of(request.protocol());
            case "status" -> Optional.of(Integer.toString(exchange.response().status()));
            case "content_type" -> request.headers().first("Content-Type");
            case "content_length" -> request.headers().first("Content-Length");
            default -> prefixed(exchange, name);
        };
    }

    private static Optional<String> prefixed(Exchange exchange, String name) {
        if (name.startsWith("arg_")) {
            return argument(exchange.request().query(), name.substring(4));
        }
        if (name.startsWith("cookie_")) {
            return cookie(exchange.request().headers(), name.substring(7));
        }
        if (name.startsWith("http_")) {
            return joined(exchange.request().headers(), name.substring(5));
        }
        if (name.startsWith("sent_http_")) {
            return joined(exchange.response().headers(), name.substring(10));
        }
        return Optional.empty();
    }

    private static Optional<String> ofText(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The first argument of that name, compared without case as nginx does, and not decoded. */
    private static Optional<String> argument(String query, String name) {
        int length = query.length();
        for (int start = 0; start < length; ) {
            int end = query.indexOf('&', start);
            if (end < 0) {
                end = length;
            }
            int equals = start + name.length();
            if (equals < end
                    && query.charAt(equals) == '='
                    && query.regionMatches(true, start, name, 0, name.length())) {
                return Optional.of(query.substring(equals + 1, end));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static Optional<String> cookie(HeaderFields headers, String name) {
        Optional<String> first = headers.first("Cookie");
        if (first.isEmpty()) {
            return first;
        }
        for (String line : headers.all("Cookie")) {
            int length = line.length();
            for (int start = 0; start < length; ) {
                int end = line.indexOf(';', start);
                if (end < 0) {
                    end = length;
                }
                while (start < end && line.charAt(start) == ' ') {
                    start++;
                }
                int equals = start + name.length();
                if (equals < end
                        && line.charAt(equals) == '='
                        && line.regionMatches(true, start, name, 0, name.length())) {
                    return Optional.of(line.substring(equals + 1, end).strip());
                }
                start = end + 1;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> joined(HeaderFields headers, String name) {
        String field = name.replace('_', '-').toLowerCase(Locale.ROOT);
        Optional<String> first = headers.first(field);
        if (first.isEmpty()) {
            return first;
        }
        var all = headers.all(field);
        return all.size() == 1 ? first : Optional.of(String.join(field.equals("cookie") ? "; " : ", ", all));
    }
}
