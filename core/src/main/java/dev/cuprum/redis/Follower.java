package dev.cuprum.redis;

import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the picture as new as Redis is. A thread takes what the topic says, or looks when it is told to, which makes it
 * fast, and looks every few seconds, which makes it certain: a message may be lost, and time may have stood still. Every look and every publication holds
 * the lock {@link #redis}, so that what is seen is taken in the order in which it was seen.
 */
final class Follower implements AutoCloseable {

    private static final Logger LOG = System.getLogger(RedisUnitStore.class.getName());

    /** How long to wait at most before looking again for a server that is lost. */
    private static final Duration LOST = Duration.ofMillis(500);

    /** The longest that closing waits for a look to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Held by whoever speaks with Redis. */
    final ReentrantLock redis = new ReentrantLock();

    private final Connection connection;
    private final Keys keys;
    private final Current current;
    private final Trust trust;
    private final Alarms alarms;
    private final Duration poll;
    private final Duration verify;
    private final Inbox inbox;
    private final CompletableFuture<Void> firstLook = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;
    private final AtomicLong wanted = new AtomicLong(Long.MAX_VALUE);
    private volatile long begun;
    private long succeeded;
    private long verified = System.nanoTime();

    /**
     * @param poll how long between looks, when nobody tells
     * @param verify how long between looks at everything, though the head is the same
     * @param inbox has what others say
     */
    Follower(
            Connection connection,
            Keys keys,
            Current current,
            Trust trust,
            Alarms alarms,
            Duration poll,
            Duration verify,
            Inbox inbox) {
        this.connection = connection;
        this.keys = keys;
        this.current = current;
        this.trust = trust;
        this.alarms = alarms;
        this.poll = poll;
        this.verify = verify;
        this.inbox = inbox;
        thread = new Thread(this::run, "cuprum-follower-" + keys.namespace());
        thread.setDaemon(true);
    }

    /** Begins to look; the result is complete after the first look, with what it failed with where it did. */
    CompletableFuture<Void> start() {
        thread.start();
        return firstLook;
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            try {
                if (!isDone(next - System.nanoTime()) && !closed) {
                    next = System.nanoTime() + rest();
                    inbox.clear();
                    look();
                    firstLook.complete(null);
                }
            } catch (StoreUnavailableException e) {
                LOG.log(Level.DEBUG, "a look into Redis failed", e);
                firstLook.completeExceptionally(e);
                next = System.nanoTime() + rest();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closed = true;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a look into Redis failed", e);
                firstLook.completeExceptionally(e);
            }
        }
    }

    /** How long until the next look, in nanoseconds. */
    private long rest() {
        Duration longest = alarms.stands(Kind.LOST) && poll.compareTo(LOST) > 0 ? LOST : poll;
        return (long) (longest.toNanos() * ThreadLocalRandom.current().nextDouble(0.9, 1.1));
    }

    /**
     * Whether a message has come in time that needs no look.
     *
     * @param nanos how long until a look is due
     */
    private boolean isDone(long nanos) throws InterruptedException {
        Optional<byte[]> message = nanos > 0 ? inbox.next(nanos) : Optional.empty();
        return message.flatMap(Announcement::read).filter(this::isTaken).isPresent();
    }

    /** Takes a release that was announced; where anything is unusual, it has to be looked for. */
    private boolean isTaken(Announcement announcement) {
        redis.lock();
        try {
            Picture known = current.picture();
            if (!alarms.isQuiet() || known.isNone()) {
                return false;
            }
            if (announcement.isAfter(known.head())
                    && Sight.read(announcement.steps(), known, trust) instanceof Sight.Found found) {
                current.take(found);
                return true;
            }
            return announcement.isOf(known.head());
        } finally {
            redis.unlock();
        }
    }

    /**
     * Looks into Redis and takes what is there.
     *
     * @throws StoreUnavailableException where it does not answer
     */
    Sight look() {
        redis.lock();
        try {
            long exchange = begin();
            Sight sight = see();
            alarms.clear(Kind.LOST);
            current.take(sight);
            succeeded(exchange);
            return sight;
        } catch (StoreUnavailableException e) {
            if (!closed) {
                alarms.raise(Kind.LOST, lost(e));
            }
            throw e;
        } finally {
            redis.unlock();
        }
    }

    /** Begins to look for a publication that is about to come. */
    void prepare() {
        wanted.set(begun + 1);
        inbox.look();
    }

    /** Names the look that a publication is to be built on: the one that was prepared, or the next that begins. */
    long awaited() {
        return Math.min(wanted.getAndSet(Long.MAX_VALUE), begun + 1);
    }

    /**
     * What was seen by a look since then, or by a publication, which sees as much; nothing where there was none, or where
     * not all is as it should be. For whoever holds the lock.
     *
     * @param awaited what {@link #awaited} said
     */
    Optional<Sight> seenSince(long awaited) {
        Picture known = current.picture();
        return succeeded >= awaited && alarms.isQuiet() && !known.isNone()
                ? Optional.of(new Sight.Same(
                        known.head().token(), known.snapshot().units().size(), true))
                : Optional.empty();
    }

    /** Counts an exchange with Redis that begins. For whoever holds the lock. */
    long begin() {
        long exchange = begun + 1;
        begun = exchange;
        return exchange;
    }

    /** Notes that the picture is what Redis has had since an exchange began. For whoever holds the lock. */
    void succeeded(long exchange) {
        succeeded = exchange;
    }

    private String lost(StoreUnavailableException e) {
        Picture now = current.picture();
        return e.getMessage() + "; this node "
                + (now.isNone()
                        ? "has no units"
                        : "goes on with generation " + now.head().generation())
                + " and sees no new releases until that is over";
    }

    private Sight see() {
        Picture known = current.picture();
        boolean all = alarms.stands(Kind.TAMPERED) || System.nanoTime() - verified > verify.toNanos();
        Sight sight = see(known, all);
        boolean doubtful = sight instanceof Sight.Altered
                || (sight instanceof Sight.Same same
                        && (!same.whole()
                                || same.units() != known.snapshot().units().size()));
        return doubtful && !all ? see(known, true) : sight;
    }

    private Sight see(Picture known, boolean all) {
        Head head = known.head();
        List<String> arguments = List.of(
                head.epoch(), Long.toString(head.generation()), head.digest(), all ? "all" : "new", head.link());
        Sight sight = Sight.read(
                connection.run(
                        Script.LOOK, List.of(keys.head(), keys.units(), keys.history()), Connection.bytes(arguments)),
                known,
                trust);
        if (all) {
            verified = System.nanoTime();
        }
        return sight;
    }

    /** Ends the looking. */
    @Override
    public void close() {
        closed = true;
        inbox.look();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
