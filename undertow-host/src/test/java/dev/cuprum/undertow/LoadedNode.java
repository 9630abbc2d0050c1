package dev.cuprum.undertow;

import dev.cuprum.Edge;
import dev.cuprum.redis.RedisUnitStore;
import dev.cuprum.redis.SeenAlarms;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A node with its units in Redis, somebody who publishes through it, and somebody who asks it. Each release has two
 * units: one that answers requests with the name of the release, and one with that name, which stays.
 */
final class LoadedNode implements AutoCloseable {

    private static final long BETWEEN_RELEASES = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long BETWEEN_REQUESTS = TimeUnit.MILLISECONDS.toNanos(5);

    /** A slow machine is no fault of Redis. */
    private static final Limits AMPLE = Limits.of(20_000, 64);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<UnitId> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final SeenAlarms alarms = new SeenAlarms();
    private final String name;
    private final RedisUnitStore store;
    private final Edge edge;
    private final Undertow server;
    private final Thread publisher;
    private final Thread asker;
    private volatile boolean publishes = true;
    private volatile boolean asks = true;

    LoadedNode(String name, String address) {
        this.name = name;
        store = RedisUnitStore.builder(address).listener(alarms).build();
        edge = Edge.builder().store(store).requestLimits(AMPLE).build();
        server = Undertow.builder()
                .setIoThreads(1)
                .setWorkerThreads(2)
                .addHttpListener(0, "127.0.0.1")
                .setHandler(new EdgeHandler(edge, EdgeOptions.DEFAULT).wrap(exchange -> exchange.setStatusCode(404)))
                .build();
        server.start();
        publisher = new Thread(this::publish, "publisher-" + name);
        asker = new Thread(this::ask, "asker-" + name);
    }

    void startPublishing() {
        publisher.start();
    }

    void startAsking() {
        asker.start();
    }

    private void publish() {
        for (int i = 1; publishes; i++) {
            String release = name + "-" + i;
            try {
                publish(release);
                acknowledged.add(UnitId.of(release));
            } catch (StoreUnavailableException e) { // Nobody was told that it was published.
                LockSupport.parkNanos(BETWEEN_RELEASES);
            }
            LockSupport.parkNanos(BETWEEN_RELEASES);
        }
    }

    Snapshot publish(String release) {
        return store.publish(Release.put(
                ComputingUnit.builder(UnitId.of("say"), Phase.CONTENT, "ngx.print('" + release + "')")
                        .limits(AMPLE)
                        .build(),
                ComputingUnit.of(release, Phase.LIBRARY, "return 1")));
    }

    private void ask() {
        while (asks) {
            try {
                HttpResponse<String> response = get();
                if (response.statusCode() != 200 || !response.body().matches("[a-z]+-[0-9]+")) {
                    failures.add(response.statusCode() + " " + response.body());
                }
            } catch (IOException e) {
                failures.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            requests.incrementAndGet();
            LockSupport.parkNanos(BETWEEN_REQUESTS);
        }
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(60))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** What the node answers now. */
    String answer() {
        try {
            return get().body();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Publishes nothing more; what was begun comes to its end. */
    void stopPublishing() throws InterruptedException {
        publishes = false;
        publisher.join();
    }

    void stopAsking() throws InterruptedException {
        asks = false;
        asker.join();
    }

    RedisUnitStore store() {
        return store;
    }

    SeenAlarms alarms() {
        return alarms;
    }

    /** The releases of which the publisher was told that they were published, by the units that they brought. */
    Set<UnitId> acknowledged() {
        return acknowledged;
    }

    int requests() {
        return requests.get();
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        publishes = false;
        asks = false;
        server.stop();
        edge.close();
        store.close();
    }
}
