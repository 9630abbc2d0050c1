package dev.cuprum.lua.ngx;

import dev.cuprum.engine.Outcome;

/** Sends the request elsewhere in the server, as {@code ngx.exec} does. An {@link Error}, so that no pcall catches it. */
public final class Reroute extends Error {

    private static final long serialVersionUID = 1L;

    private final transient Outcome.Rerouted outcome;

    Reroute(Outcome.Rerouted outcome) {
        super(null, null, false, false);
        this.outcome = outcome;
    }

    /** Where to. */
    public Outcome.Rerouted outcome() {
        return outcome;
    }
}
