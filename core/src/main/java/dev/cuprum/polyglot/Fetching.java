package dev.cuprum.polyglot;

import dev.cuprum.polyglot.FetchRequest.Redirects;
import dev.cuprum.polyglot.FetchResult.Answered;
import dev.cuprum.polyglot.FetchResult.Failed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request of a unit on its way, from one redirect to the next. */
final class Fetching {

    private static final int MOST_REDIRECTS = 5;
    private static final int SEE_OTHER = 303;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, SEE_OTHER, 307, 308);

    /** What the connection says of itself, and no unit. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via");

    private static final Set<String> OF_THE_BODY =
            Set.of("content-encoding", "content-language", "content-location", "content-type");
    private static final Set<String> SECRET = Set.of("authorization", "cookie");
    private static final String AGENT = "Cuprum";

    private final Fetcher fetcher;
    private final FetchRequest request;
    private final List<Map.Entry<String, String>> fields;
    private final CompletableFuture<FetchResult> result = new CompletableFuture<>();
    private String method;
    private @Nullable ByteBuffer body;
    private int redirects;

    Fetching(Fetcher fetcher, FetchRequest request) {
        this.fetcher = fetcher;
        this.request = request;
        this.fields = new ArrayList<>(request.fields());
        this.method = request.method();
        this.body = request.body();
    }

    /** Sends the request to a URL that is allowed. */
    CompletableFuture<FetchResult> start(UrlRecord url) {
        result.orTimeout(Math.max(1, request.timeout().toMillis()), TimeUnit.MILLISECONDS);
        for (Map.Entry<String, String> field : fields) {
            if (isOfTheConnection(field.getKey())) {
                result.complete(new Failed("a unit cannot set the header '" + field.getKey() + "' of a request"));
            }
        }
        if (!result.isDone()) {
            send(url);
        }
        return result;
    }

    private static boolean isOfTheConnection(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return OF_THE_CONNECTION.contains(lower) || lower.startsWith("proxy-");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // All failures end in the result.
    private void send(UrlRecord url) {
        LimitedBody received = fetcher.body();
        CompletableFuture<HttpResponse<ByteBuffer>> answer;
        try {
            answer = fetcher.client().sendAsync(toClient(url), info -> received);
        } catch (RuntimeException | Error e) {
            // The request cannot be written so, or this machine has no connection left.
            received.release();
            result.completeExceptionally(e);
            return;
        }
        // Where the time is up, the client ends the connection.
        result.whenComplete((done, failure) -> answer.cancel(true));
        answer.whenComplete((response, failure) -> {
            received.release();
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                arrived(url, response);
            }
        });
    }

    private HttpRequest toClient(UrlRecord url) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uriOf(url))
                .version(url.scheme.equals("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .method(method, publisher())
                .setHeader("User-Agent", AGENT)
                .setHeader("Accept", "*/*");
        for (Map.Entry<String, String> field : fields) {
            builder.setHeader(field.getKey(), field.getValue());
        }
        return builder.build();
    }

    private BodyPublisher publisher() {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        byte[] octets = new byte[body.remaining()];
        body.duplicate().get(octets);
        return BodyPublishers.ofByteArray(octets);
    }

    private void arrived(UrlRecord url, HttpResponse<ByteBuffer> response) {
        String location = response.headers().firstValue("location").orElse("");
        boolean redirect = REDIRECTS.contains(response.statusCode());
        if (redirect && request.redirects() == Redirects.ERROR) {
            result.complete(new Failed(url.href() + " answers with a redirect"));
        } else if (redirect && request.redirects() == Redirects.FOLLOW && !location.isEmpty()) {
            follow(url, location, response.statusCode());
        } else {
            result.complete(new Answered(
                    withoutFragment(url), redirects > 0, response.statusCode(), fieldsOf(response), response.body()));
        }
    }

    private void follow(UrlRecord from, String location, int status) {
        UrlRecord next = UrlParser.parse(location, from);
        String refusal = next == null ? "'" + location + "' is not a URL" : fetcher.refusal(next);
        if (next == null || !refusal.isEmpty()) {
            result.complete(new Failed("redirected by " + from.href() + ": " + refusal));
            return;
        }
        if (++redirects > MOST_REDIRECTS) {
            result.complete(new Failed("redirected more than " + MOST_REDIRECTS + " times"));
            return;
        }
        boolean get = method.equals("GET") || method.equals("HEAD");
        if ((status == SEE_OTHER && !get) || (status < SEE_OTHER && method.equals("POST"))) {
            method = "GET";
            body = null;
            fields.removeIf(field -> OF_THE_BODY.contains(field.getKey()));
        }
        if (!AllowedTarget.originOf(next).equals(AllowedTarget.originOf(from))) {
            fields.removeIf(field -> SECRET.contains(field.getKey()));
        }
        send(next);
    }

    private static List<Map.Entry<String, String>> fieldsOf(HttpResponse<ByteBuffer> response) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        response.headers().map().forEach((name, values) -> {
            if (!name.startsWith(":")) {
                values.forEach(value -> fields.add(Map.entry(name.toLowerCase(Locale.ROOT), value)));
            }
        });
        return fields;
    }

    private static String withoutFragment(UrlRecord url) {
        url.fragment = null;
        return url.href();
    }

    /** The URL as Java's client takes it, which knows fewer characters than the URL standard. */
    private static URI uriOf(UrlRecord url) {
        StringBuilder out = new StringBuilder(AllowedTarget.originOf(url));
        escape(url.pathname(), out);
        if (url.query != null) {
            out.append('?');
            escape(url.query, out);
        }
        return URI.create(out.toString());
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escape = c == '%'
                    && i + 2 < text.length()
                    && Character.digit(text.charAt(i + 1), 16) >= 0
                    && Character.digit(text.charAt(i + 2), 16) >= 0;
            if (escape || UrlParser.isLetter(c) || UrlParser.isDigit(c) || "-._~!$&'()*+,;=:@/?".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
    }

    /** Why a request has failed, for the author of the unit. */
    static String reason(Throwable failure, FetchRequest request) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException) {
            return request.url() + " did not answer within the time that the unit had left";
        }
        if (cause instanceof ConnectException) {
            return request.url() + ": no connection can be made";
        }
        // What wraps it says where it was found; the innermost says what it is.
        while (cause instanceof IOException && cause.getCause() instanceof IOException) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return request.url() + ": " + (message == null ? cause.getClass().getSimpleName() : message);
    }
}
