package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.PreconditionFailedException;
import dev.cuprum.store.Release;
import dev.cuprum.store.Release.Precondition;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Stores that share a namespace, each with a Redisson of its own. */
@ResourceLock("the server that CUPRUM_TEST_REDIS names")
final class SeveralNodesTest {

    private static final UnitId COUNTER = UnitId.of("counter");
    private static final Duration NEVER = Duration.ofDays(1);

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServers.any();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private final String namespace = UUID.randomUUID().toString();

    private RedisUnitStore.Builder node() {
        return RedisUnitStore.builder(server.address()).namespace(namespace);
    }

    @Test
    void seeEachOthersReleasesByMessageAlone() {
        try (RedisUnitStore one = node().poll(NEVER).build();
                RedisUnitStore two = node().poll(NEVER).build()) {
            awaitSnapshot(two, one.publish(Release.put(unit("a", "x"), unit("b", "x"))));
            awaitSnapshot(one, two.publish(Release.put(unit("a", "y"))));
            awaitSnapshot(two, one.publish(Release.delete(UnitId.of("b"))));
            awaitSnapshot(one, two.rollback(1, "", ""));
        }
    }

    @Test
    void seeEachOthersReleasesByLookingAlone() {
        RedisUnitStore.Builder deaf = node().poll(Duration.ofMillis(20));
        try (RedisUnitStore one = node().build();
                RedisUnitStore two = deaf.build()) {
            server.command("CLIENT", "KILL", "TYPE", "pubsub");

            for (int i = 0; i < 20; i++) {
                awaitSnapshot(two, one.publish(Release.put(unit("a", "x" + i))));
            }
        }
    }

    @Test
    void aNodeThatComesLaterHasEverything() {
        try (RedisUnitStore one = node().build()) {
            one.publish(Release.put(unit("a", "x"), unit("b", "x")));
            Snapshot snapshot = one.publish(Release.put(unit("a", "y")));

            try (RedisUnitStore two = node().build()) {
                assertThat(two.load()).isEqualTo(snapshot);
                assertThat(two.history()).isEqualTo(one.history());
                assertThat(two.alarms()).isEmpty();
            }
        }
    }

    @Test
    void watchersNeverSeeAnOlderGenerationAfterANewerOne() throws Exception {
        List<Long> seen = new CopyOnWriteArrayList<>();
        try (RedisUnitStore one = node().build();
                RedisUnitStore two = node().build()) {
            two.watch(snapshot -> seen.add(snapshot.generation()));
            inParallel(4, worker -> {
                for (int i = 0; i < 25; i++) {
                    (worker % 2 == 0 ? one : two).publish(Release.put(unit("u" + worker, "x" + i)));
                }
            });

            assertThat(one.history().get(0).generation()).isEqualTo(100);
            await().until(() -> two.load().generation() == 100);
            assertThat(seen).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void publishersOnEightNodesLoseNoUpdate() throws Exception {
        int nodes = 8;
        int rounds = 15;
        List<RedisUnitStore> stores = new ArrayList<>();
        try {
            for (int i = 0; i < nodes; i++) {
                stores.add(node().build());
            }
            Snapshot first = stores.get(0).publish(Release.put(unit("counter", "0")));
            stores.forEach(store -> awaitSnapshot(store, first));

            inParallel(nodes, worker -> {
                for (int i = 0; i < rounds; i++) {
                    count(stores.get(worker));
                }
            });

            Snapshot last = stores.get(0).publish(Release.put(unit("last", "x")));
            assertThat(last.unit(COUNTER).orElseThrow().unit().code()).isEqualTo("" + nodes * rounds);
            assertThat(last.generation()).isEqualTo(nodes * rounds + 2);
            stores.forEach(store -> awaitSnapshot(store, last));
        } finally {
            stores.forEach(RedisUnitStore::close);
        }
    }

    /** Adds one to the number that the unit's code is, as an optimistic client does. */
    private static void count(RedisUnitStore store) {
        while (true) {
            StoredUnit now = store.load().unit(COUNTER).orElseThrow();
            try {
                store.publish(Release.builder()
                        .put(unit("counter", "" + (Integer.parseInt(now.unit().code()) + 1)))
                        .require(COUNTER, new Precondition.Matches(List.of(now.etag())))
                        .build());
                return;
            } catch (PreconditionFailedException e) {
                assertThat(e.id()).isEqualTo(COUNTER);
            }
        }
    }

    private interface Work {
        void run(int worker);
    }

    private static void inParallel(int workers, Work work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                futures.add(executor.submit(() -> work.run(worker)));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
