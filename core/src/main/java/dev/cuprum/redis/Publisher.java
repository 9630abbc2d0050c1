package dev.cuprum.redis;

import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Publishes: makes the next snapshot of what is there, and sends it with a script that refuses it where somebody else was
 * faster; then again, after a look, so that preconditions are asked of what there is by then. It looks at first, too, where
 * this node's last exchange with Redis is not recent.
 */
final class Publisher {

    /** How long a publication tries to be faster than others. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The longest wait before trying again is as many times this as it was tried. */
    private static final Duration STEP_BACK = Duration.ofMillis(1);

    private static final Logger LOG = System.getLogger(RedisUnitStore.class.getName());

    private final Connection connection;
    private final Keys keys;
    private final Follower follower;
    private final Current current;
    private final Trust trust;
    private final InstantSource clock;
    private final int historyLimit;

    /** Makes the next snapshot of the one there is. */
    interface Change {
        Snapshot apply(Base base, long next);
    }

    /**
     * @param clock dates the releases
     * @param historyLimit how many releases Redis keeps
     */
    Publisher(
            Connection connection,
            Keys keys,
            Follower follower,
            Current current,
            Trust trust,
            InstantSource clock,
            int historyLimit) {
        this.connection = connection;
        this.keys = keys;
        this.follower = follower;
        this.current = current;
        this.trust = trust;
        this.clock = clock;
        this.historyLimit = historyLimit;
    }

    /**
     * Publishes a change.
     *
     * @param look the first one that is good enough to be built on
     * @throws StoreUnavailableException where Redis does not answer, or what it has cannot be built upon, or this node
     *     has no key to sign with where it needs one
     */
    Snapshot publish(Change change, String author, String comment, long look) {
        trust.requireSigner();
        Publication publication =
                new Publication(change, author, comment, UUID.randomUUID().toString());
        long start = System.nanoTime();
        follower.redis.lock();
        try {
            boolean published = publishUponKnown(publication, look);
            for (int attempt = 1; !published; attempt++) {
                published = attempt(look(), publication);
                if (!published) {
                    stepBack(attempt, start);
                }
            }
            return current.picture().snapshot();
        } finally {
            follower.redis.unlock();
        }
    }

    /** What is published, the same at each attempt. */
    private record Publication(Change change, String author, String comment, String release) {}

    /**
     * Publishes without a look of its own, where one is known that is good enough. Whatever the change has against that,
     * others may have published meanwhile what it would accept.
     *
     * @return whether it was published; where not, it needs a look
     */
    private boolean publishUponKnown(Publication publication, long look) {
        Optional<Sight> known = orNothingPublished(() -> follower.seenSince(look));
        if (known.isEmpty()) {
            return false;
        }
        Optional<Draft> draft;
        Base base = base(known.get());
        try {
            draft = Optional.of(draft(base, publication));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a publication looks for what is newer, as what this node knows does not fit it", e);
            draft = Optional.empty();
        }
        return draft.isPresent() && send(draft.get(), base);
    }

    private void stepBack(int attempt, long start) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
            throw new StoreUnavailableException("others published to " + connection.server() + " all the time for "
                    + PATIENCE.toSeconds() + " s; nothing was published. Publish again");
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * STEP_BACK.toNanos()));
    }

    private boolean attempt(Sight sight, Publication publication) {
        Base base = base(sight);
        return send(draft(base, publication), base);
    }

    private Base base(Sight sight) {
        return Base.of(sight, current.picture(), current.running(), clock.instant(), connection.server(), keys);
    }

    private Draft draft(Base base, Publication publication) {
        Snapshot after =
                publication.change.apply(base, current.nextAfter(base.snapshot().generation()));
        HistoryEntry entry =
                HistoryEntry.between(base.snapshot(), after, clock.instant(), publication.author, publication.comment);
        return Draft.of(base, entry, after, publication.release, keys, historyLimit, trust);
    }

    /** Sends it; returns whether it was published. */
    private boolean send(Draft draft, Base base) {
        long exchange = follower.begin(draft.picture().head());
        String answer = send(draft, exchange);
        long answered = System.nanoTime();
        switch (answer) {
            case "ok" -> {
                current.accept(draft.picture(), base.snapshot());
                follower.succeeded(exchange, answered);
            }
            case "done" -> {
                // It was sent twice, and arrived twice, so this node has it.
                // A master that was replaced meanwhile may have lost it since; the look finds that out.
                current.accept(draft.picture(), base.snapshot());
                lookAfter();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Sight look() {
        return orNothingPublished(follower::look);
    }

    private <T> T orNothingPublished(Supplier<T> look) {
        try {
            return look.get();
        } catch (StoreUnavailableException e) {
            throw new StoreUnavailableException(
                    e.getMessage() + "; nothing was published. This node goes on with generation "
                            + current.picture().head().generation() + "; publish again when " + connection.server()
                            + " answers",
                    e);
        }
    }

    private void lookAfter() {
        try {
            follower.look();
        } catch (StoreUnavailableException e) {
            throw new StoreUnavailableException(
                    e.getMessage() + "; the release was published, and this node has not seen it yet. Do not publish"
                            + " it again",
                    e);
        }
    }

    private String send(Draft draft, long exchange) {
        boolean answered = false;
        try {
            List<byte[]> answer = connection.run(
                    Script.PUBLISH,
                    List.of(keys.head(), keys.units(), keys.history(), keys.versions(), keys.publications()),
                    draft.arguments());
            answered = true;
            return new String(answer.get(0), StandardCharsets.UTF_8);
        } catch (StoreUnavailableException e) {
            throw new StoreUnavailableException(
                    e.getMessage() + "; generation " + draft.picture().head().generation()
                            + " was published as a whole or not at all. See the history before you publish again",
                    e);
        } finally {
            if (!answered) {
                follower.doubt(exchange);
            }
        }
    }
}
