package dev.cuprum.polyglot;

import dev.cuprum.polyglot.FetchResult.Failed;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of units to targets that the operator has allowed, and to no other: a redirect out of them is not
 * followed. Nobody waits here; the client is made for the first request. Safe for use by several threads.
 */
final class Fetcher {

    /** How large the body of a response may be, unless somebody says otherwise. */
    static final long DEFAULT_BODY_BYTES = 10L << 20;

    private static final int MOST_AT_ONCE = 256;
    private static final long MOST_BYTES_AT_ONCE = 128L << 20;
    private static final int THREADS = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final List<AllowedTarget> targets;
    private final long mostBytes;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong bytesUnderWay = new AtomicLong();
    private @Nullable HttpClient client;

    /**
     * Sends to these targets.
     *
     * @param targets where requests may go; to nowhere where it is empty
     * @param mostBytes how large the body of a response may be
     */
    Fetcher(List<AllowedTarget> targets, long mostBytes) {
        this.targets = List.copyOf(targets);
        this.mostBytes = mostBytes;
    }

    /** Sends to targets that are written as {@code https://api.example.com/v1/}. */
    static Fetcher to(List<String> targets) {
        return new Fetcher(targets.stream().map(AllowedTarget::parse).toList(), DEFAULT_BODY_BYTES);
    }

    /** Sends a request, and gives the result to somebody, once, now or later, on some thread. */
    @SuppressWarnings("FutureReturnValueIgnored") // The result is given to somebody, a failure too.
    void fetch(FetchRequest request, Consumer<FetchResult> done) {
        UrlRecord url = UrlParser.parse(request.url(), null);
        String refusal = url == null ? "'" + request.url() + "' is not an absolute URL" : refusal(url);
        if (url == null || !refusal.isEmpty()) {
            done.accept(new Failed(refusal));
            return;
        }
        if (underWay.incrementAndGet() > MOST_AT_ONCE) {
            underWay.decrementAndGet();
            done.accept(new Failed(MOST_AT_ONCE + " requests of units are under way on this node already"));
            return;
        }
        start(request, url).whenComplete((result, failure) -> {
            underWay.decrementAndGet();
            done.accept(failure == null ? result : new Failed(Fetching.reason(failure, request)));
        });
    }

    private CompletableFuture<FetchResult> start(FetchRequest request, UrlRecord url) {
        try {
            return new Fetching(this, request).start(url);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Why no request may go there; empty where it may. */
    String refusal(UrlRecord url) {
        if (url.hasCredentials()) {
            return "a URL with a user or a password is not fetched; send them in a header";
        }
        if (targets.stream().anyMatch(target -> target.allows(url))) {
            return "";
        }
        String place = AllowedTarget.isHttp(url) ? AllowedTarget.originOf(url) + url.pathname() : url.href();
        return place + " is not an allowed target (" + allowed() + "); the operator allows it with fetch: ["
                + (AllowedTarget.isHttp(url) ? AllowedTarget.originOf(url) : "https://api.example.com") + "/]";
    }

    private String allowed() {
        return targets.isEmpty()
                ? "there are none"
                : String.join(
                        ", ", targets.stream().map(AllowedTarget::toString).toList());
    }

    /** A place for the body of one response. */
    LimitedBody body() {
        return new LimitedBody(mostBytes, bytesUnderWay, MOST_BYTES_AT_ONCE);
    }

    /** The client, made at the first call. */
    synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .executor(threads())
                    .build();
        }
        return client;
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "cuprum-fetch-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
