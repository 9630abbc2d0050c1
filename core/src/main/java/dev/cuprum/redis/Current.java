package dev.cuprum.redis;

import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.UnitStore.Subscription;
import dev.cuprum.store.UnknownGenerationException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this node runs: the last good picture. Decides what becomes of each look into Redis. {@link #take} and
 * {@link #accept} are called by one thread at a time; everything else by any.
 */
final class Current {

    private static final Logger LOG = System.getLogger(RedisUnitStore.class.getName());

    private final Watchers watchers;
    private final Alarms alarms;
    private final @Nullable Saver saver;
    private final History history;
    private final InstantSource clock;
    private final String server;
    private final Keys keys;
    private final Trust trust;
    private long highest;

    /** Whether releases that this node had are lost in what it follows, and nothing newer than them has come. */
    private boolean followsLoss;

    /**
     * @param first what there is before the first look
     * @param saver keeps what is accepted; null for a node without a disk
     * @param history has what runs until a release that waits for its instant does
     */
    Current(
            Picture first,
            Alarms alarms,
            @Nullable Saver saver,
            History history,
            InstantSource clock,
            String server,
            Keys keys,
            Trust trust) {
        this.watchers = new Watchers(first);
        this.alarms = alarms;
        this.saver = saver;
        this.history = history;
        this.clock = clock;
        this.server = server;
        this.keys = keys;
        this.trust = trust;
        this.highest = first.head().generation();
    }

    Picture picture() {
        return watchers.current();
    }

    Subscription watch(Consumer<Snapshot> watcher) {
        return watchers.add(watcher);
    }

    /**
     * The number of the next release, which no release that this node has heard of had; where it has heard of the last
     * number there is, as of a head that was written by hand, the number after this generation.
     *
     * @throws StoreUnavailableException where this generation has the last number
     */
    long nextAfter(long generation) {
        if (generation > Head.PLAUSIBLE) {
            throw new StoreUnavailableException("generation " + generation + " of namespace '" + keys.namespace()
                    + "' has one of the last numbers there are, which only a hand can have written; nothing was published. Publish"
                    + " all units in another namespace");
        }
        return Math.max(generation, highest <= Head.PLAUSIBLE ? highest : 0) + 1;
    }

    /** Takes what was seen: as the new picture, or as the reason for an alarm. */
    void take(Sight sight) {
        Picture now = picture();
        if (sight instanceof Sight.Nothing nothing) {
            emptied(now, nothing);
        } else if (sight instanceof Sight.Unreadable unreadable) {
            tampered("the head in " + server + " cannot be read: " + unreadable.problem(), without(now));
        } else if (sight instanceof Sight.Altered altered) {
            tampered(
                    "generation " + altered.head().generation() + " in " + server + " was altered: "
                            + altered.problem(),
                    "");
        } else if (sight instanceof Sight.Untrusted untrusted) {
            untrusted(untrusted);
        } else if (sight instanceof Sight.Outdated outdated) {
            outdated(now, outdated.head());
        } else if (sight instanceof Sight.Same) {
            alarms.clear(Kind.EMPTIED, Kind.REPLACED, Kind.UNTRUSTED);
            inStep();
        } else if (sight instanceof Sight.Found found) {
            found(now, found);
        }
    }

    private void emptied(Picture now, Sight.Nothing nothing) {
        alarms.clear(Kind.UNTRUSTED);
        if (now.isNone() && nothing.units() == 0) {
            return;
        }
        alarms.raise(
                Kind.EMPTIED,
                server + " has no head for namespace '" + keys.namespace() + "' any more" + keeps(now)
                        + "; the next publication through a node that has units writes all of them to Redis again"
                        + without(now));
    }

    /** What the next publication leaves out where it writes everything anew: a release that waits is lost with the rest. */
    private String without(Picture now) {
        return isPending(now)
                ? ", without generation " + now.head().generation() + ", which is to run from "
                        + now.snapshot().activateAt().orElseThrow() + " on: publish that again"
                : "";
    }

    /**
     * @param without what the next publication leaves out
     */
    private void tampered(String fact, String without) {
        alarms.clear(Kind.UNTRUSTED);
        alarms.raise(
                Kind.TAMPERED,
                fact + keeps(picture())
                        + "; the next publication through a node that has the newest generation writes all"
                        + " units to Redis again" + without + ". Find out who can write to it");
    }

    private void untrusted(Sight.Untrusted untrusted) {
        alarms.clear(Kind.EMPTIED, Kind.TAMPERED);
        alarms.raise(
                Kind.UNTRUSTED,
                "generation " + untrusted.head().generation() + " in " + server + " is not trusted: "
                        + untrusted.problem() + keeps(picture())
                        + "; if that release is right, publish it again with a trusted key, or have this node trust its"
                        + " key. If not, find out who can write to " + server + ", delete the key " + keys.head()
                        + ", and publish through a node that has the newest generation");
    }

    private void outdated(Picture now, Head found) {
        alarms.clear(Kind.EMPTIED, Kind.TAMPERED, Kind.UNTRUSTED, Kind.REPLACED);
        alarms.raise(
                Kind.BEHIND,
                server + " went back to generation " + found.generation() + ", published at " + found.publishedAt()
                        + ", as after a failover or a backup, or because somebody put an old state there" + keeps(now)
                        + " and does not follow; the next publication through it writes all its units to Redis again"
                        + without(now)
                        + "; the history begins anew. What was published to Redis meanwhile is to be published again");
    }

    /** Where this node does not follow a server that went back, that is over when the server has its generation. */
    private void inStep() {
        if (trust.isRequired() && !followsLoss) {
            alarms.clear(Kind.BEHIND);
        }
    }

    private static String keeps(Picture now) {
        return now.isNone()
                ? "; this node has no units"
                : "; this node keeps the " + units(now.snapshot()) + " of generation "
                        + now.head().generation();
    }

    private static String units(Snapshot snapshot) {
        int size = snapshot.units().size();
        return size == 1 ? "1 unit" : size + " units";
    }

    private void found(Picture now, Sight.Found sight) {
        Picture found = sight.picture();
        if (!trust.isRequired() && found.head().isOtherwiseSigned(now.head())) {
            tampered("the signature of generation " + found.head().generation() + " in " + server + " was altered", "");
            return;
        }
        alarms.clear(Kind.EMPTIED, Kind.TAMPERED, Kind.UNTRUSTED);
        if (!found.head().continues(now.head())) {
            alarms.raise(
                    Kind.REPLACED,
                    server + " has generation " + found.head().generation() + " with "
                            + units(found.snapshot()) + ", of an edge that was begun anew" + keeps(now)
                            + "; the next publication through this node joins them" + without(now)
                            + ". To run what Redis has instead,"
                            + " restart this node without the file of its last good generation");
            return;
        }
        alarms.clear(Kind.REPLACED);
        if (!found.head().token().equals(now.head().token())) {
            boolean lost = sight.withoutKnown()
                    || found.head().generation() <= now.head().generation();
            accept(found, sight.withoutKnown(), before(now, found, lost));
        } else {
            inStep();
        }
    }

    /**
     * Takes what this node has published.
     *
     * @param base what it was built on, which runs until then where it waits for its instant
     */
    void accept(Picture next, Snapshot base) {
        accept(next, false, isPending(next) ? base : next.snapshot());
    }

    private void accept(Picture next, boolean withoutKnown, Snapshot before) {
        Picture now = picture();
        long generation = next.head().generation();
        boolean lost = withoutKnown || generation <= now.head().generation();
        if (lost) {
            followsLoss = true;
            alarms.raise(
                    Kind.BEHIND,
                    server + (withoutKnown ? " has lost generation " : " went back from generation ")
                            + now.head().generation()
                            + (withoutKnown ? " and went on to " : " to ") + generation
                            + ", as after a failover or a backup: this node follows, and what was published in between is"
                            + " lost there. Publish it again; the file of this node, where it has one, was set aside");
        } else if (generation > highest) {
            followsLoss = false;
            alarms.clear(Kind.BEHIND);
        }
        highest = lost && highest > Head.PLAUSIBLE ? generation : Math.max(highest, generation);
        watchers.show(next, before);
        if (saver != null) {
            if (isPending(now) && before.equals(now.snapshot().active())) {
                saver.save(now.active(), false);
            }
            saver.save(next, lost);
        }
    }

    private boolean isPending(Picture picture) {
        return picture.snapshot().isPending(clock.instant());
    }

    /** What runs now: the picture, or while that waits for its instant, what ran before it. */
    Snapshot running() {
        Picture now = picture();
        return isPending(now) ? watchers.before() : now.snapshot();
    }

    /**
     * What is to run while a picture waits for its instant: what it was built on. That has run where it was published,
     * even if it is still to run by the clock of this node.
     *
     * @param lost whether it was built without what there is now
     */
    private Snapshot before(Picture now, Picture next, boolean lost) {
        if (!isPending(next)) {
            return next.snapshot();
        }
        if (!lost && next.head().follows(now.head())) {
            return isPending(now) ? now.snapshot().active() : now.snapshot();
        }
        Snapshot running = running();
        try {
            Snapshot base = history.before(next.snapshot(), next.head().link());
            return base.units().equals(running.units()) ? running : base;
        } catch (StoreUnavailableException | UnknownGenerationException e) {
            boolean related = !now.isNone() && next.head().continues(now.head());
            LOG.log(
                    Level.WARNING,
                    "generation " + next.head().generation() + " is to run from "
                            + next.snapshot().activateAt().orElseThrow() + " on, and what runs until then cannot be"
                            + " found: " + e.getMessage() + "; until then this node "
                            + (related ? "goes on with generation " + running.generation() : "runs no units"));
            return related ? running : Snapshot.EMPTY;
        }
    }
}
