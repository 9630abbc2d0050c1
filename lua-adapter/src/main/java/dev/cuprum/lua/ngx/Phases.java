package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.unit.Phase;
import java.util.EnumSet;
import java.util.List;

/** In which phases what is allowed, as lua-nginx-module documents it under "context". */
final class Phases {

    /** Where a response can be made. */
    static final Phases OUTPUT =
            new Phases(EnumSet.of(Phase.SERVER_REWRITE, Phase.REWRITE, Phase.ACCESS, Phase.PRECONTENT, Phase.CONTENT));

    /** Where a unit may end a request or its phase. */
    static final Phases EXIT = OUTPUT.and(Phase.HEADER_FILTER, Phase.BALANCER, Phase.TIMER, Phase.SSL_CERT);

    /** Where there is a request that can be changed. */
    static final Phases REQUEST_CHANGE = OUTPUT.and(Phase.SET, Phase.HEADER_FILTER);

    /** Where there is a response that can be changed. */
    static final Phases RESPONSE_CHANGE = OUTPUT.and(Phase.HEADER_FILTER, Phase.BALANCER);

    /** Where the response is known. */
    static final Phases RESPONSE_KNOWN = new Phases(EnumSet.of(Phase.HEADER_FILTER, Phase.BODY_FILTER, Phase.LOG));

    /** Where there is a request's body. */
    static final Phases REQUEST_BODY = OUTPUT.and(Phase.LOG);

    /** Where there is a request. */
    static final Phases REQUEST =
            new Phases(EnumSet.complementOf(EnumSet.of(Phase.INIT, Phase.INIT_WORKER, Phase.TIMER, Phase.SSL_CERT)));

    private final EnumSet<Phase> phases;

    private Phases(EnumSet<Phase> phases) {
        this.phases = phases;
    }

    private Phases and(Phase... more) {
        EnumSet<Phase> all = EnumSet.copyOf(phases);
        all.addAll(List.of(more));
        return new Phases(all);
    }

    /** Whether the unit of this run is in one of them. */
    boolean has(LuaRun run) {
        return phases.contains(run.execution().unit().phase());
    }

    /** The run on this thread, where it may do that. */
    LuaRun current() {
        LuaRun run = LuaRun.current();
        if (!has(run)) {
            throw disabled(run);
        }
        return run;
    }

    static ScriptError disabled(LuaRun run) {
        return new ScriptError("API disabled in the context of "
                + run.execution().unit().phase().wireName() + "_by_lua*");
    }
}
