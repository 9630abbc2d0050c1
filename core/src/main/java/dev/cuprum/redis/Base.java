package dev.cuprum.redis;

import dev.cuprum.store.ReleasePendingException;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.unit.UnitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a release is built on.
 *
 * @param mode how much is written
 * @param token the head that must still be there then
 * @param epoch of the release
 * @param lineage of the release
 * @param snapshot the units
 * @param digests of their texts in Redis, those that are known
 * @param link the digest of the newest entry of the history
 */
record Base(
        Mode mode, String token, String epoch, List<String> lineage, Snapshot snapshot, Digests digests, String link) {

    /** How much a release writes. */
    enum Mode {
        /** What has changed. */
        STEP("step"),
        /** All units, as those in Redis were altered. */
        REPAIR("repair"),
        /** Everything, as a new epoch, because there is nothing, or nothing that can be built upon. */
        SEED("seed");

        private final String wireName;

        Mode(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    /**
     * What there is to build on.
     *
     * @param sight what Redis has
     * @param own what this node has, after it took what was seen
     * @param running what this node runs: where everything begins anew, a release that waits is not among it
     * @param now the time
     * @throws StoreUnavailableException where a release would destroy what this node does not have
     * @throws ReleasePendingException where what it is to be joined with waits for its instant
     */
    static Base of(Sight sight, Picture own, Snapshot running, Instant now, String server, Keys keys) {
        boolean newest = own.head().token().equals(sight.token());
        String beginAnew = "delete the keys " + keys.units() + " and " + keys.head() + " to begin anew";
        if (sight instanceof Sight.Nothing nothing) {
            require(!own.isNone() || nothing.units() == 0, server + " has units without a head", beginAnew);
            return seed(sight, own, running, List.of());
        }
        if (sight instanceof Sight.Unreadable) {
            require(!own.isNone(), server + " has units with a head that cannot be read", beginAnew);
            return seed(sight, own, running, List.of());
        }
        if (sight instanceof Sight.Altered altered) {
            require(
                    newest,
                    server + " has a generation " + altered.head().generation() + " whose units or head were altered",
                    "delete the key " + keys.head() + " and publish again, with what this node has");
            return upon(own, Mode.REPAIR);
        }
        if (sight instanceof Sight.Untrusted untrusted) {
            requireTrust(newest, untrusted, server, keys);
            return upon(own, Mode.REPAIR);
        }
        if (sight instanceof Sight.Outdated outdated) {
            return seed(sight, own, running, epochs(outdated.head()));
        }
        if (sight instanceof Sight.Found found && !newest) {
            Picture other = found.picture();
            requireActive(other.snapshot(), now, server);
            return seed(sight, own, joined(running, other.snapshot()), epochs(other.head()));
        }
        return upon(own, Mode.STEP);
    }

    private static void require(boolean condition, String fact, String wayOut) {
        if (!condition) {
            throw new StoreUnavailableException(
                    fact + ", and this node does not have them; nothing was published. Publish"
                            + " through a node that has them, or " + wayOut);
        }
    }

    /** Units that wait for their instant would run at once, joined with others. */
    private static void requireActive(Snapshot found, Instant now, String server) {
        if (found.isPending(now)) {
            throw new ReleasePendingException(server + " has generation " + found.generation()
                    + ", of an edge that was begun anew, and it is to run from "
                    + found.activateAt().orElseThrow() + " on; nothing was published. Publish after that; or publish"
                    + " through a node that follows it, once you have returned there to another generation, which"
                    + " cancels it, or to generation " + found.generation() + ", which lets it run now");
        }
    }

    /** Where the head is not this node's own, it may be a release of somebody whose key it does not know yet. */
    private static void requireTrust(boolean newest, Sight.Untrusted untrusted, String server, Keys keys) {
        if (!newest) {
            throw new StoreUnavailableException(server + " has a generation "
                    + untrusted.head().generation() + " that this node does not trust: " + untrusted.problem()
                    + "; nothing was published. If that release is right, publish through a node that trusts its key;"
                    + " if not, delete the key " + keys.head()
                    + " and publish again, through a node that has the newest generation");
        }
    }

    private static List<String> epochs(Head head) {
        List<String> epochs = new ArrayList<>(head.lineage());
        epochs.add(head.epoch());
        return epochs;
    }

    private static Base upon(Picture own, Mode mode) {
        Head head = own.head();
        return new Base(mode, head.token(), head.epoch(), head.lineage(), own.snapshot(), own.digests(), head.link());
    }

    private static Base seed(Sight sight, Picture own, Snapshot snapshot, List<String> others) {
        List<String> lineage = new ArrayList<>(others);
        lineage.addAll(own.head().lineage());
        if (!own.isNone()) {
            lineage.add(own.head().epoch());
        }
        String epoch = UUID.randomUUID().toString().replace("-", "");
        return new Base(
                Mode.SEED, sight.token(), epoch, lineage.stream().distinct().toList(), snapshot, Digests.NONE, "");
    }

    /** The units of this node and those that somebody began anew with, which win: they are newer. */
    private static Snapshot joined(Snapshot own, Snapshot found) {
        Map<UnitId, StoredUnit> units = new TreeMap<>(own.units());
        units.putAll(found.units());
        return new Snapshot(Math.max(own.generation(), found.generation()), units);
    }
}
