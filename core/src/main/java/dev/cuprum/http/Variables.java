package dev.cuprum.http;

import java.util.Optional;
import java.util.Set;

/**
 * The variables of a request, by nginx's names (ngx_http_core_module, "Embedded Variables"). What the request itself
 * says is taken from it; of the others, what the exchange answers comes first, be it set by a unit or a route or known to
 * the host alone, and the rest is computed.
 */
public final class Variables {

    /** Where the value of a variable comes from, found once for its name. */
    @FunctionalInterface
    public interface Source {

        /** The value for a request, or empty where it has none. */
        Optional<String> of(Exchange exchange);
    }

    /** What these are, the request itself says, and nobody else: the exchange is not asked. */
    private static final Set<String> OF_REQUESTS_ALONE = Set.of(
            "args",
            "document_uri",
            "is_args",
            "query_string",
            "remote_addr",
            "request_method",
            "request_uri",
            "scheme",
            "server_protocol",
            "uri");

    /** nginx has these too, and a unit cannot change them; whether they have values the host knows. */
    private static final Set<String> OF_THE_HOST = Set.of(
            "ancient_browser",
            "body_bytes_sent",
            "bytes_sent",
            "connection",
            "connection_requests",
            "connection_time",
            "connections_active",
            "connections_reading",
            "connections_waiting",
            "connections_writing",
            "document_root",
            "invalid_referer",
            "limit_conn_status",
            "limit_req_status",
            "modern_browser",
            "msie",
            "proxy_protocol_addr",
            "proxy_protocol_port",
            "proxy_protocol_server_addr",
            "proxy_protocol_server_port",
            "realpath_root",
            "realip_remote_addr",
            "realip_remote_port",
            "request_completion",
            "secure_link",
            "secure_link_expires",
            "server_addr",
            "server_name",
            "slice_range",
            "ssl_cipher",
            "ssl_ciphers",
            "ssl_client_fingerprint",
            "ssl_client_i_dn",
            "ssl_client_s_dn",
            "ssl_client_serial",
            "ssl_client_verify",
            "ssl_curves",
            "ssl_early_data",
            "ssl_protocol",
            "ssl_server_name",
            "ssl_session_id",
            "ssl_session_reused",
            "tcpinfo_rcv_space",
            "tcpinfo_rtt",
            "tcpinfo_rttvar",
            "tcpinfo_snd_cwnd",
            "uid_got",
            "uid_set",
            "upstream_addr",
            "upstream_bytes_received",
            "upstream_bytes_sent",
            "upstream_cache_status",
            "upstream_connect_time",
            "upstream_header_time",
            "upstream_response_length",
            "upstream_response_time",
            "upstream_status");

    /** Single fields that are variables of their own in nginx, and not by their prefix. */
    private static final Set<String> OF_FIELDS = Set.of(
            "http_cookie",
            "http_host",
            "http_referer",
            "http_user_agent",
            "http_via",
            "http_x_forwarded_for",
            "sent_http_cache_control",
            "sent_http_connection",
            "sent_http_content_length",
            "sent_http_content_type",
            "sent_http_keep_alive",
            "sent_http_last_modified",
            "sent_http_link",
            "sent_http_location",
            "sent_http_transfer_encoding");

    private Variables() {}

    /** The value of a variable, or empty where it has none; {@code arg_NAME} is as on the wire, not decoded. */
    public static Optional<String> get(Exchange exchange, String name) {
        return source(name).of(exchange);
    }

    /** Where the value of a variable comes from; the name is lower case, without a dollar sign. */
    public static Source source(String name) {
        Source computed = computed(name);
        if (OF_REQUESTS_ALONE.contains(name)) {
            return computed;
        }
        return exchange -> {
            Optional<String> known = exchange.variable(name);
            return known.isPresent() ? known : computed.of(exchange);
        };
    }

    /** Whether nginx has a variable of this very name, with a value that nobody can set. */
    public static boolean isBuiltIn(String name) {
        boolean computed = RequestVariables.SOURCES.containsKey(name) || ServerVariables.SOURCES.containsKey(name);
        return computed || OF_THE_HOST.contains(name) || OF_FIELDS.contains(name);
    }

    private static Source computed(String name) {
        Source source = RequestVariables.SOURCES.get(name);
        if (source == null) {
            source = ServerVariables.SOURCES.get(name);
        }
        return source != null ? source : prefixed(name);
    }

    private static Source prefixed(String name) {
        if (name.startsWith("arg_")) {
            return new ArgumentSource(name.substring(4));
        }
        if (name.startsWith("cookie_")) {
            return new CookieSource(name.substring(7));
        }
        if (name.startsWith("http_")) {
            return FieldSource.ofRequest(name.substring(5));
        }
        return name.startsWith("sent_http_")
                ? FieldSource.ofResponse(name.substring(10))
                : exchange -> Optional.empty();
    }
}
