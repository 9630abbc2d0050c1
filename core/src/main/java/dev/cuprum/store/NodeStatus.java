package dev.cuprum.store;

import java.time.Instant;

/**
 * A node of the edge, as far as is known.
 *
 * @param session names this run of the node: it has another after a restart
 * @param report the last it has said
 * @param state what is known of it now
 * @param lastSeen when it said that
 */
public record NodeStatus(String session, NodeReport report, State state, Instant lastSeen) {

    /** What is known of a node. */
    public enum State {
        /** It has been heard of lately. */
        LIVE,
        /** It is silent: it may serve, cut off from the others, or be dead. */
        UNKNOWN,
        /** It said that it stops. */
        STOPPED
    }

    /** The same node, of which something else is known. */
    public NodeStatus as(State other) {
        return new NodeStatus(session, report, other, lastSeen);
    }

    /**
     * Whether the node has compiled a generation, or a newer one.
     *
     * @param epoch what the generation counts in, see {@link UnitStore#epoch}
     */
    public boolean has(long generation, String epoch) {
        return report.prepared() >= generation && report.epoch().equals(epoch);
    }
}
