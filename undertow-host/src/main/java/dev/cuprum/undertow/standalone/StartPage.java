package dev.cuprum.undertow.standalone;

import dev.cuprum.undertow.ErrorPage;
import dev.cuprum.undertow.control.AdminToken;
import dev.cuprum.undertow.standalone.http.RouteHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page for someone who has just started an edge without telling it anything: how to publish a first unit. Names
 * the file of the admin token, never the token.
 */
final class StartPage implements RouteHandler {

    private static final HttpString POLICY = new HttpString("Content-Security-Policy");
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private final InetSocketAddress control;
    private final AdminToken token;

    StartPage(InetSocketAddress control, AdminToken token) {
        this.control = control;
        this.token = token;
    }

    static String html(InetSocketAddress control, InetSocketAddress edge, AdminToken token) {
        String bearer =
                token.file().map(file -> "$(cat " + quoted(nearest(file)) + ")").orElse("$" + AdminToken.VARIABLE);
        Map<String, String> values =
                Map.of("control", Greeting.at(control), "edge", Greeting.at(edge), "token", bearer);
        return PLACE.matcher(template())
                .replaceAll(place -> Matcher.quoteReplacement(
                        escaped(Optional.ofNullable(values.get(place.group(1))).orElseThrow())));
    }

    @Override
    public void handle(HttpServerExchange exchange, String path) {
        if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            ErrorPage.send(exchange, StatusCodes.METHOD_NOT_ALLOWED);
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseHeaders().put(POLICY, "default-src 'none'; style-src 'unsafe-inline'");
        exchange.getResponseSender().send(html(control, exchange.getDestinationAddress(), token));
    }

    /** The path as one would type it where the server was started, where that is shorter. */
    private static String nearest(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String template() {
        try (InputStream in = StartPage.class.getResourceAsStream("start.html")) {
            if (in == null) {
                throw new IllegalStateException("start.html is missing beside " + StartPage.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
