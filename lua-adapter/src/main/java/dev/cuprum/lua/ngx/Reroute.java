package dev.cuprum.lua.ngx;

import dev.cuprum.engine.Outcome.Rerouted;
import dev.cuprum.lua.runtime.LuaRun;
import java.util.Optional;

/** Sends the request elsewhere in the server, as {@code ngx.exec} does. An {@link Error}, so that no pcall catches it. */
public final class Reroute extends Error {

    private static final long serialVersionUID = 1L;

    private final transient Rerouted outcome;

    private Reroute(Rerouted outcome) {
        super(null, null, false, false);
        this.outcome = outcome;
    }

    /** The request of this run is sent elsewhere, which takes its {@code ngx.ctx} away. */
    static Reroute of(LuaRun run, Rerouted.Way way, String path, Optional<String> query) {
        RequestContext.reset(run.exchange());
        return new Reroute(new Rerouted(way, path, query));
    }

    /** Where to. */
    public Rerouted outcome() {
        return outcome;
    }
}
