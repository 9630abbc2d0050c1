package dev.cuprum.redis;

import dev.cuprum.store.GiveWay;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the picture as new as Redis is. A thread takes what the topic says, or looks when it is told to, which makes it
 * fast, and looks every few seconds, which makes it certain: a message may be lost, and time may have stood still. Every
 * look and every publication holds the lock {@link #redis}, so that what is seen is taken in the order in which it was
 * seen. Whatever a look fails with, the next one comes.
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
    private final Duration recent;
    private final Inbox inbox;
    private final CompletableFuture<Void> firstLook = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile long begun;
    private volatile Exchange succeeded;
    /** The last publication that had no answer. */
    private volatile long doubted;

    private long failed;
    private volatile @Nullable StoreUnavailableException failure;
    private long verified = System.nanoTime();

    /**
     * @param poll how long between looks, when nobody tells
     * @param verify how long between looks at everything, though the head is the same
     * @param recent for how long a publication need not look after an exchange that has succeeded
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
            Duration recent,
            Inbox inbox) {
        this.connection = connection;
        this.keys = keys;
        this.current = current;
        this.trust = trust;
        this.alarms = alarms;
        this.poll = poll;
        this.verify = verify;
        this.recent = recent;
        this.inbox = inbox;
        succeeded = new Exchange(0, System.nanoTime());
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
            } catch (RuntimeException | Error e) {
                next = System.nanoTime() + poll.toNanos();
                firstLook.completeExceptionally(e);
                complain(e);
            }
        }
    }

    private void complain(Throwable failure) {
        try {
            LOG.log(Level.ERROR, "a look into Redis failed", failure);
            alarms.raise(Kind.LOST, "what " + connection.server() + " says cannot be taken: " + failure + stays());
        } catch (OutOfMemoryError e) {
            // There is nothing left to say it with; the next look says it, or has succeeded.
            failure.addSuppressed(e);
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

    /**
     * Takes a release that was announced, where it is the very next one: whoever may write to the topic alone cannot have
     * a node count further than that. Where anything is unusual, it has to be looked for.
     */
    private boolean isTaken(Announcement announcement) {
        redis.lock();
        try {
            Picture known = current.picture();
            if (!alarms.isQuiet() || known.isNone()) {
                return false;
            }
            GiveWay.toRequests();
            if (announcement.isAfter(known.head())
                    && Sight.read(announcement.steps(), known, trust) instanceof Sight.Found found
                    && found.picture().head().follows(known.head())
                    && announcement.isOf(found.picture().head())) {
                GiveWay.toRequests();
                current.take(found);
            }
            return announcement.isOf(current.picture().head());
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
            return look(begin());
        } finally {
            redis.unlock();
        }
    }

    private Sight look(long exchange) {
        try {
            Sight sight = see();
            long answered = System.nanoTime();
            current.take(sight);
            alarms.clear(Kind.LOST);
            succeeded(exchange, answered);
            return sight;
        } catch (StoreUnavailableException e) {
            failed(exchange, e);
            throw e;
        }
    }

    /** A caller that was interrupted has not waited for the answer, which says nothing of the server. */
    private void failed(long exchange, StoreUnavailableException e) {
        if (closed || Thread.currentThread().isInterrupted()) {
            return;
        }
        failed = exchange;
        failure = e;
        alarms.raise(Kind.LOST, e.getMessage() + stays());
    }

    /**
     * Begins to look for a publication that is about to come, unless it can do without.
     *
     * @return names the look
     */
    long prepare() {
        OptionalLong recent = recent();
        if (recent.isPresent()) {
            return recent.getAsLong();
        }
        long look = next();
        inbox.look();
        return look;
    }

    /**
     * Names the last exchange that has succeeded, if that was a moment ago and none has failed since: what others have
     * published after it, the server refuses to replace.
     */
    OptionalLong recent() {
        Exchange last = succeeded;
        boolean counts = failure == null && last.number > doubted && System.nanoTime() - last.nanos < recent.toNanos();
        return counts ? OptionalLong.of(last.number) : OptionalLong.empty();
    }

    /** Names the next look that begins. */
    long next() {
        return begun + 1;
    }

    /**
     * What was seen by a look since then, or by a publication, which sees as much; nothing where there was none, or where
     * not all is as it should be. For whoever holds the lock.
     *
     * @param awaited what {@link #prepare}, {@link #recent} or {@link #next} said
     * @throws StoreUnavailableException where such a look has failed, so that nobody waits for one server twice
     */
    Optional<Sight> seenSince(long awaited) {
        StoreUnavailableException last = failure;
        if (last != null && failed >= awaited) {
            throw last;
        }
        Picture known = current.picture();
        long number = succeeded.number;
        return number >= awaited && number > doubted && alarms.isQuiet() && !known.isNone()
                ? Optional.of(new Sight.Same(
                        known.head().token(), known.snapshot().units().size(), true))
                : Optional.empty();
    }

    /** Counts an exchange with Redis that begins. For whoever holds the lock. */
    long begin() {
        long exchange = next();
        begun = exchange;
        return exchange;
    }

    /**
     * Counts the exchange of a publication that begins. For whoever holds the lock; where no answer comes, a look has to find
     * out what became of it.
     *
     * @param released what this node takes itself once it is published
     */
    long begin(Head released) {
        inbox.willPublish(released);
        return begin();
    }

    /** Notes that no answer came to a publication; the next one begins with a look. For whoever holds the lock. */
    void doubt(long exchange) {
        doubted = exchange;
        inbox.forget();
        inbox.look();
    }

    /**
     * Notes that the picture is what Redis has had since an exchange began. For whoever holds the lock.
     *
     * @param answered when the answer came, in nanoseconds
     */
    void succeeded(long exchange, long answered) {
        succeeded = new Exchange(exchange, answered);
        failure = null;
    }

    /**
     * An exchange with Redis.
     *
     * @param nanos when the answer came
     */
    private record Exchange(long number, long nanos) {}

    /** What this node does as long as looks fail. */
    private String stays() {
        Picture now = current.picture();
        return "; this node "
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
