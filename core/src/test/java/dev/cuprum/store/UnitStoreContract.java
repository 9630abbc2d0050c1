package dev.cuprum.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.store.Release.Precondition;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does. */
public abstract class UnitStoreContract {

    private static final UnitId A = UnitId.of("a");

    private UnitStore store;

    /** An empty store. */
    protected abstract UnitStore create();

    @BeforeEach
    final void open() {
        store = create();
    }

    @AfterEach
    final void close() {
        store.close();
    }

    private static ComputingUnit unit(String id, String code) {
        return ComputingUnit.of(id, Phase.REWRITE, code);
    }

    private String codeOf(UnitId id) {
        return store.load().unit(id).orElseThrow().unit().code();
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(store.load()).isEqualTo(Snapshot.EMPTY);
        assertThat(store.history()).isEmpty();
    }

    @Test
    void countsGenerations() {
        Snapshot one = store.publish(Release.put(unit("a", "x")));
        Snapshot two = store.publish(Release.put(unit("b", "x")));

        assertThat(one.generation()).isEqualTo(1);
        assertThat(two.generation()).isEqualTo(2);
        assertThat(store.load()).isEqualTo(two);
    }

    @Test
    void changesNothingWhereAReleaseIsRefused() {
        Snapshot before = store.publish(Release.put(unit("a", "x")));

        assertThatExceptionOfType(InvalidUnitException.class)
                .isThrownBy(() -> store.publish(Release.builder()
                        .put(unit("a", "y"))
                        .delete(UnitId.of("ghost"))
                        .build()));
        assertThatExceptionOfType(PreconditionFailedException.class)
                .isThrownBy(() -> store.publish(Release.builder()
                        .put(unit("a", "y"))
                        .require(A, new Precondition.Absent())
                        .build()));

        assertThat(store.load()).isEqualTo(before);
        assertThat(store.history()).hasSize(1);
    }

    @Test
    void remembersWhoPublishedWhatAndWhy() {
        store.publish(Release.builder()
                .put(unit("a", "x"))
                .put(unit("b", "x"))
                .author("ann")
                .comment("first")
                .build());
        store.publish(Release.delete(A));

        List<HistoryEntry> history = store.history();
        assertThat(history).extracting(HistoryEntry::generation).containsExactly(2L, 1L);
        assertThat(history.get(0).deleted()).containsExactly(A);
        assertThat(history.get(1).put()).containsExactly(A, UnitId.of("b"));
        assertThat(history.get(1).author()).isEqualTo("ann");
        assertThat(history.get(1).comment()).isEqualTo("first");
    }

    @Test
    void returnsToAnOlderGenerationAsANewOne() {
        store.publish(Release.put(unit("a", "good")));
        store.publish(Release.put(unit("a", "bad"), unit("b", "x")));

        Snapshot restored = store.rollback(1, "ann", "");

        assertThat(restored.generation()).isEqualTo(3);
        assertThat(codeOf(A)).isEqualTo("good");
        assertThat(store.load().units()).hasSize(1);
        HistoryEntry entry = store.history().get(0);
        assertThat(entry.put()).containsExactly(A);
        assertThat(entry.deleted()).containsExactly(UnitId.of("b"));
        assertThat(entry.author()).isEqualTo("ann");
        assertThat(entry.comment()).isEqualTo("rollback to generation 1");
    }

    @Test
    void returnsFromAReturn() {
        store.publish(Release.put(unit("a", "one")));
        store.publish(Release.put(unit("a", "two")));
        store.rollback(1, "", "oops");

        store.rollback(2, "", "");

        assertThat(codeOf(A)).isEqualTo("two");
        assertThat(store.history().get(1).comment()).isEqualTo("oops");
    }

    @Test
    void knowsNoGenerationItNeverHad() {
        assertThatExceptionOfType(UnknownGenerationException.class)
                .isThrownBy(() -> store.rollback(1, "", ""))
                .withMessageContaining("nothing was published yet");
        store.publish(Release.put(unit("a", "x")));

        for (long generation : new long[] {-1, 0, 2, Long.MAX_VALUE}) {
            assertThatExceptionOfType(UnknownGenerationException.class)
                    .isThrownBy(() -> store.rollback(generation, "", ""))
                    .withMessageContaining("there is no generation " + generation);
        }
        assertThat(store.load().generation()).isEqualTo(1);
    }

    @Test
    void keepsAHundredGenerations() {
        for (int i = 1; i <= 105; i++) {
            store.publish(Release.put(unit("a", "x" + i)));
        }

        assertThat(store.history()).hasSize(100);
        assertThat(store.history().get(99).generation()).isEqualTo(6);
        assertThatExceptionOfType(UnknownGenerationException.class).isThrownBy(() -> store.rollback(5, "", ""));
        store.rollback(6, "", "");
        assertThat(codeOf(A)).isEqualTo("x6");
    }

    @Test
    void watchersSeeWhatThereIsAndThenEveryGeneration() {
        store.publish(Release.put(unit("a", "x")));
        List<Long> seen = new ArrayList<>();

        UnitStore.Subscription subscription = store.watch(snapshot -> seen.add(snapshot.generation()));
        store.publish(Release.put(unit("a", "y")));
        store.rollback(1, "", "");
        subscription.close();
        store.publish(Release.put(unit("a", "z")));

        assertThat(seen).containsExactly(1L, 2L, 3L);
    }

    @Test
    void watchersThatThrowDisturbNobody() {
        List<Long> seen = new ArrayList<>();
        store.watch(snapshot -> {
            if (snapshot.generation() > 0) {
                throw new IllegalStateException("on purpose");
            }
        });
        store.watch(snapshot -> seen.add(snapshot.generation()));

        Snapshot published = store.publish(Release.put(unit("a", "x")));

        assertThat(published.generation()).isEqualTo(1);
        assertThat(seen).containsExactly(0L, 1L);
    }

    @Test
    void publishersAtOnceLoseNothing() throws Exception {
        long publishers = 4;
        int rounds = 50;
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        store.watch(snapshot -> seen.add(snapshot.generation()));

        inParallel((int) publishers, publisher -> {
            for (int i = 0; i < rounds; i++) {
                store.publish(Release.put(unit("u" + publisher + "-" + i, "x")));
            }
        });

        assertThat(store.load().generation()).isEqualTo(publishers * rounds);
        assertThat(store.load().units()).hasSize((int) publishers * rounds);
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(0, publishers * rounds).boxed().toList());
    }

    @Test
    void readersSeeAllOfAReleaseOrNothing() throws Exception {
        store.publish(Release.put(unit("a", "0"), unit("b", "0")));
        AtomicInteger torn = new AtomicInteger();
        CountDownLatch published = new CountDownLatch(1);

        inParallel(3, worker -> {
            if (worker == 0) {
                for (int i = 1; i <= 300; i++) {
                    store.publish(Release.put(unit("a", "" + i), unit("b", "" + i)));
                }
                published.countDown();
            }
            while (worker > 0 && published.getCount() > 0) {
                Snapshot snapshot = store.load();
                String a = snapshot.unit(A).orElseThrow().unit().code();
                String b = snapshot.unit(UnitId.of("b")).orElseThrow().unit().code();
                if (!a.equals(b)) {
                    torn.incrementAndGet();
                }
            }
        });

        assertThat(torn).hasValue(0);
    }

    @Test
    void exactlyOneOfSeveralPublishersOfAVersionWins() throws Exception {
        store.publish(Release.put(unit("a", "x")));
        for (int round = 0; round < 50; round++) {
            String etag = store.load().unit(A).orElseThrow().etag();
            AtomicInteger wins = new AtomicInteger();

            inParallel(4, publisher -> {
                try {
                    store.publish(Release.builder()
                            .put(unit("a", "by " + publisher))
                            .require(A, new Precondition.Matches(List.of(etag)))
                            .build());
                    wins.incrementAndGet();
                } catch (PreconditionFailedException e) {
                    assertThat(e.id()).isEqualTo(A);
                }
            });

            assertThat(wins).hasValue(1);
        }
    }

    private interface Work {
        void run(int worker);
    }

    private static void inParallel(int workers, Work work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(workers);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                futures.add(executor.submit(() -> {
                    start.await();
                    work.run(worker);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static Release waiting(String id, Duration until) {
        return Release.builder()
                .put(unit(id, "waits"))
                .activateAt(Instant.now().plus(until))
                .build();
    }

    @Test
    void aReleaseThatWaitsForItsInstantKeepsOthersOut() {
        store.publish(Release.put(unit("a", "x")));
        Snapshot waiting = store.publish(waiting("b", Duration.ofHours(1)));

        assertThat(waiting.isPending(Instant.now())).isTrue();
        assertThat(store.load()).isEqualTo(waiting);
        assertThatExceptionOfType(ReleasePendingException.class)
                .isThrownBy(() -> store.publish(Release.put(unit("c", "x"))))
                .withMessageContaining(
                        "generation 2 is to run from " + waiting.activateAt().orElseThrow());
        assertThat(store.load()).isEqualTo(waiting);
    }

    @Test
    void aReturnCancelsAReleaseThatWaits() {
        store.publish(Release.put(unit("a", "x")));
        store.publish(waiting("b", Duration.ofHours(1)));

        Snapshot back = store.rollback(1, "", "");

        assertThat(back.isPending(Instant.now())).isFalse();
        assertThat(back.units()).containsOnlyKeys(A);
        assertThat(store.publish(Release.put(unit("c", "x"))).generation()).isEqualTo(4);
    }

    @Test
    void aReleaseThatWaitsIsBroughtForwardByReturningToIt() {
        store.publish(Release.put(unit("a", "x")));
        store.publish(waiting("b", Duration.ofHours(1)));

        Snapshot now = store.rollback(2, "", "");

        assertThat(now.isPending(Instant.now())).isFalse();
        assertThat(now.units()).containsOnlyKeys(A, UnitId.of("b"));
    }

    @Test
    void whoeverComesWhileAReleaseWaitsIsShownFirstWhatRuns() {
        Snapshot runs = store.publish(Release.put(unit("a", "x")));
        Snapshot waits = store.publish(waiting("b", Duration.ofHours(1)));
        List<Snapshot> seen = new ArrayList<>();

        store.watch(seen::add).close();

        assertThat(seen).containsExactly(runs, waits);
    }

    @Test
    void anInstantThatHasPassedIsNotWaitedFor() {
        Snapshot published = store.publish(waiting("a", Duration.ofSeconds(-1)));

        assertThat(published.isPending(Instant.now())).isFalse();
        assertThat(store.publish(Release.put(unit("b", "x"))).generation()).isEqualTo(2);
    }
}
