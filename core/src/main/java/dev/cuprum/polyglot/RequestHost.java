package dev.cuprum.polyglot;

import dev.cuprum.http.HeaderFields;
import dev.cuprum.http.Request;
import dev.cuprum.http.RequestBody;
import dev.cuprum.http.RequestBody.State;
import dev.cuprum.http.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/**
 * The request, for the script that shows it to units. Public for GraalVM alone, which calls the exported methods. Text of
 * header fields has one character for each byte, as the Fetch standard has it; paths, queries and variables are UTF-8.
 */
public final class RequestHost {

    /** A host and perhaps a port, without a user (RFC 3986 section 3.2). */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]++]|[A-Za-z0-9._~!$&'()*+,;=-]++)(?::\\d*+)?");

    private final Supplier<Run> run;

    RequestHost(Supplier<Run> run) {
        this.run = run;
    }

    private Request request() {
        return run.get().exchange().request();
    }

    @HostAccess.Export
    public String method() {
        return request().method();
    }

    @HostAccess.Export
    public void setMethod(String method) {
        request().setMethod(method);
    }

    @HostAccess.Export
    public String scheme() {
        return request().scheme();
    }

    @HostAccess.Export
    public String host() {
        return request().host();
    }

    @HostAccess.Export
    public String ip() {
        return request().remoteAddress();
    }

    @HostAccess.Export
    public String path() {
        return Bytes.text(request().path());
    }

    @HostAccess.Export
    public void setPath(String path) {
        request().setPath(Bytes.octets(path));
    }

    @HostAccess.Export
    public String query() {
        return Bytes.text(request().query());
    }

    @HostAccess.Export
    public void setQuery(String query) {
        request().setQuery(Bytes.query(Bytes.octets(query)));
    }

    /** The absolute URL of the request, as it is now. */
    @HostAccess.Export
    public String url() {
        Request request = request();
        String query = request.query();
        return request.scheme() + "://" + authority(request) + Bytes.escaped(request.path())
                + (query.isEmpty() ? "" : "?" + Bytes.query(query));
    }

    /** Host and port as the client has named them, where they can stand in a URL. */
    private static String authority(Request request) {
        String named = asked(request);
        if (AUTHORITY.matcher(named).matches()) {
            return named;
        }
        int standard = request.scheme().equals("https") ? 443 : 80;
        String host = request.host();
        return (AUTHORITY.matcher(host).matches()
                        ? host
                        : Bytes.escaped(host).replace("/", "%2F").replace("@", "%40"))
                + (request.serverPort() == standard ? "" : ":" + request.serverPort());
    }

    /** A target that is a whole URL comes before the header (RFC 9112 section 3.2.2). */
    private static String asked(Request request) {
        String target = request.target();
        int start = target.indexOf("://") + 3;
        if (target.startsWith("/") || start < 3) {
            return request.headers().first("Host").orElse("");
        }
        int end = start;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        return target.substring(start, end);
    }

    /** The first argument of a name in the query, decoded; null where there is none. */
    @HostAccess.Export
    public @Nullable String argument(String name) {
        String query = request().query();
        for (int start = 0; start < query.length(); ) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', start);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (end > start && isNamed(query, start, nameEnd, name)) {
                return decoded(query, Math.min(nameEnd + 1, end), end);
            }
            start = end + 1;
        }
        return null;
    }

    private static boolean isNamed(String query, int from, int to, String name) {
        return isPlain(query, from, to)
                ? to - from == name.length() && query.startsWith(name, from)
                : decoded(query, from, to).equals(name);
    }

    private static String decoded(String query, int from, int to) {
        String part = query.substring(from, to);
        return isPlain(query, from, to) ? part : PercentSet.decode(Bytes.text(part.replace('+', ' ')));
    }

    /** Whether a part of a query stands for itself. */
    private static boolean isPlain(String query, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = query.charAt(i);
            if (c == '%' || c == '+' || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** All values of a header field, joined; null where there is none. */
    @HostAccess.Export
    public @Nullable String header(String name) {
        return joined(request().headers(), name);
    }

    static @Nullable String joined(HeaderFields headers, String name) {
        List<String> all = headers.all(name);
        return switch (all.size()) {
            case 0 -> null;
            case 1 -> all.get(0);
            default -> String.join(name.equalsIgnoreCase("cookie") ? "; " : ", ", all);
        };
    }

    @HostAccess.Export
    public String[] headers(String name) {
        return request().headers().all(name).toArray(String[]::new);
    }

    @HostAccess.Export
    public String[] fields() {
        return fields(request().headers());
    }

    static String[] fields(HeaderFields headers) {
        List<String> fields = new ArrayList<>();
        headers.forEach((name, value) -> {
            fields.add(name);
            fields.add(value);
        });
        return fields.toArray(String[]::new);
    }

    @HostAccess.Export
    public void setHeader(String name, String value) {
        request().headers().set(name, Bytes.headerValue(name, value));
    }

    @HostAccess.Export
    public void addHeader(String name, String value) {
        request().headers().add(name, Bytes.headerValue(name, value));
    }

    @HostAccess.Export
    public void removeHeader(String name) {
        request().headers().remove(name);
    }

    /** The cookies: name, value, name, value. */
    @HostAccess.Export
    public String[] cookies() {
        List<String> cookies = new ArrayList<>();
        for (String line : request().headers().all("Cookie")) {
            for (String part : line.split(";")) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    cookies.add(Bytes.text(part.substring(0, equals).strip()));
                    cookies.add(Bytes.text(part.substring(equals + 1).strip()));
                }
            }
        }
        return cookies.toArray(String[]::new);
    }

    /** A variable, by nginx's names; null where it has no value. */
    @HostAccess.Export
    public @Nullable String variable(String name) {
        return Variables.get(run.get().exchange(), name.toLowerCase(Locale.ROOT))
                .map(Bytes::text)
                .orElse(null);
    }

    /** The body as text in UTF-8. */
    @HostAccess.Export
    public String bodyText() {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    @HostAccess.Export
    public ByteBuffer body() {
        return ByteBuffer.wrap(octets());
    }

    private byte[] octets() {
        RequestBody body = request().body();
        if (body.state() == State.UNREAD) {
            body.read();
        }
        run.get().budget().reserve(body.length() * 2);
        try {
            return switch (body.state()) {
                case MEMORY -> body.bytes();
                case FILE -> Files.readAllBytes(body.file());
                case UNREAD, DISCARDED -> new byte[0];
            };
        } catch (IOException e) {
            throw new UncheckedIOException("the body of the request cannot be read", e);
        }
    }
}
