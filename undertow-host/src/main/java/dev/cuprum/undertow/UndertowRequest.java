package dev.cuprum.undertow;

import dev.cuprum.http.FieldSyntax;
import dev.cuprum.http.HeaderFields;
import dev.cuprum.http.MemoryRequestBody;
import dev.cuprum.http.Request;
import dev.cuprum.http.RequestBody;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request of Undertow's exchange as units see it. What is costly to find out is found out when asked for. */
final class UndertowRequest implements Request {

    private final HttpServerExchange exchange;
    private final String serverName;
    private long startNanos;
    private @Nullable String host;
    private @Nullable String target;
    private @Nullable String path;
    private @Nullable String remoteAddress;
    private @Nullable HeaderFields headers;
    private @Nullable MemoryRequestBody body;
    private boolean internal;

    /** @param serverName what the server is called; empty where it has no name */
    UndertowRequest(HttpServerExchange exchange, String serverName) {
        this.exchange = exchange;
        this.serverName = serverName;
    }

    @Override
    public String method() {
        return exchange.getRequestMethod().toString();
    }

    @Override
    public void setMethod(String method) {
        FieldSyntax.checkName(method);
        exchange.setRequestMethod(HttpString.tryFromString(method));
    }

    @Override
    public String scheme() {
        return exchange.getRequestScheme();
    }

    @Override
    public String protocol() {
        return exchange.getProtocol().toString();
    }

    @Override
    public String host() {
        String found = host;
        if (found == null) {
            String name = hostAsked();
            // A name with the dot of the root is the same name (RFC 3986 section 3.2.2).
            found = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
            host = found;
        }
        return found;
    }

    /** The host of the request's target, else of its header, else the server's name. */
    private String hostAsked() {
        if (exchange.isHostIncludedInRequestURI()) {
            String uri = exchange.getRequestURI();
            int start = uri.indexOf("//") + 2;
            int end = start;
            while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
                end++;
            }
            return withoutPort(uri.substring(start, end));
        }
        boolean named = exchange.getRequestHeaders().contains(Headers.HOST);
        String name = named || serverName.isEmpty() ? exchange.getHostName() : serverName;
        return name == null ? "" : name;
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    @Override
    public int serverPort() {
        return exchange.getDestinationAddress().getPort();
    }

    @Override
    public String remoteAddress() {
        String found = remoteAddress;
        if (found == null) {
            var address = exchange.getSourceAddress();
            found = address.getAddress() == null
                    ? address.getHostString()
                    : address.getAddress().getHostAddress();
            remoteAddress = found;
        }
        return found;
    }

    @Override
    public int remotePort() {
        return exchange.getSourceAddress().getPort();
    }

    @Override
    public String target() {
        String found = target;
        if (found == null) {
            String query = exchange.getQueryString();
            found = query.isEmpty() ? exchange.getRequestURI() : exchange.getRequestURI() + "?" + query;
            target = found;
        }
        return found;
    }

    @Override
    public String path() {
        String found = path;
        if (found == null) {
            found = RequestPath.seen(exchange.getRequestPath(), exchange.getRequestURI());
            path = found;
        }
        return found;
    }

    @Override
    public void setPath(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with a slash, and '" + path + "' does not");
        }
        target();
        host();
        this.path = path;
        String decoded = RequestPath.decoded(path);
        String prefix = exchange.getResolvedPath();
        boolean below = !prefix.isEmpty() && decoded.startsWith(prefix);
        if (!below) {
            exchange.setResolvedPath("");
        }
        exchange.setRequestURI(RequestPath.encodeSeen(path));
        exchange.setRequestPath(decoded);
        exchange.setRelativePath(below ? decoded.substring(prefix.length()) : decoded);
    }

    @Override
    public String query() {
        return exchange.getQueryString();
    }

    @Override
    public void setQuery(String query) {
        target();
        exchange.setQueryString(query);
        Map<String, Deque<String>> parameters = exchange.getQueryParameters();
        parameters.clear();
        QueryParameters.parse(query, exchange::addQueryParam);
    }

    @Override
    public HeaderFields headers() {
        HeaderFields found = headers;
        if (found == null) {
            found = new UndertowHeaderFields(exchange.getRequestHeaders());
            headers = found;
        }
        return found;
    }

    @Override
    public MemoryRequestBody body() {
        MemoryRequestBody found = body;
        if (found == null) {
            found = new MemoryRequestBody(headers());
            if (exchange.isRequestComplete()) {
                found.receive(new byte[0]);
            }
            body = found;
        }
        return found;
    }

    /** Whether the body was received or replaced, so that the application must be given it. */
    boolean hasBody() {
        MemoryRequestBody held = body;
        return held != null && (held.received() || held.state() == RequestBody.State.DISCARDED);
    }

    @Override
    public String rawHeader() {
        return HeaderTee.head(exchange).orElseGet(this::writtenHeader);
    }

    private String writtenHeader() {
        StringBuilder text = new StringBuilder(method())
                .append(' ')
                .append(target())
                .append(' ')
                .append(protocol())
                .append("\r\n");
        headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").toString();
    }

    @Override
    public boolean internal() {
        return internal;
    }

    /** The request has been sent on inside the server. */
    void makeInternal() {
        internal = true;
    }

    /** Some unit is for this request, so it is worth knowing when it came. */
    void begin() {
        startNanos = System.nanoTime();
    }

    @Override
    public long startNanos() {
        return startNanos;
    }
}
