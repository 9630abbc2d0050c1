package dev.cuprum.exec;

/** What a request does after the units of a phase have run. */
public enum PhaseResult {
    /** It goes on to its next phase: all units of this one have run, or there were none. */
    GO_ON,
    /** It goes on to its next phase: a unit has ended this one. */
    PHASE_ENDED,
    /** It goes on elsewhere in the server: {@link RequestRun#reroute} says where. */
    REROUTED,
    /** It ends here: status and body are those of its response. */
    REQUEST_ENDED
}
