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

    /** Where the request can be sent to another route as if it had asked for it. */
    static final Phases JUMP = new Phases(EnumSet.of(Phase.SERVER_REWRITE, Phase.REWRITE));

    /** Where the status is known although no unit has set one. */
    static final Phases RESPONSE_KNOWN = new Phases(EnumSet.of(Phase.HEADER_FILTER, Phase.BODY_FILTER, Phase.LOG));

    /** Where the response is on its way. */
    static final Phases RESPONSE_SENT = new Phases(EnumSet.of(Phase.BODY_FILTER, Phase.LOG));

    /** Where something of a request is there, be it not one of HTTP. */
    static final Phases CONTEXT = new Phases(EnumSet.complementOf(EnumSet.of(Phase.INIT)));

    /** Where there is a request. */
    static final Phases REQUEST =
            new Phases(EnumSet.complementOf(EnumSet.of(Phase.INIT, Phase.INIT_WORKER, Phase.TIMER, Phase.SSL_CERT)));

    private final EnumSet<Phase> phases;

    /** Whether it is among them, by the ordinals of the phases. */
    private final boolean[] among = new boolean[Phase.values().length];

    private Phases(EnumSet<Phase> phases) {
        this.phases = phases;
        phases.forEach(phase -> among[phase.ordinal()] = true);
    }

    private Phases and(Phase... more) {
        EnumSet<Phase> all = EnumSet.copyOf(phases);
        all.addAll(List.of(more));
        return new Phases(all);
    }

    /** Whether the unit of this run is in one of them. */
    boolean has(LuaRun run) {
        return among[phase(run).ordinal()];
    }

    /** The run on this thread, where it may do that. */
    LuaRun current() {
        LuaRun run = LuaRun.current();
        if (!has(run)) {
            throw disabled(run);
        }
        return run;
    }

    private static Phase phase(LuaRun run) {
        return run.execution().unit().phase();
    }

    private ScriptError disabled(LuaRun run) {
        if (phase(run) == Phase.INIT) {
            return new ScriptError("no request found");
        }
        return this == REQUEST ? new ScriptError("API disabled in the current context") : disabledByName(run);
    }

    /** The error for what is not allowed in the phase of a run, which it names. */
    static ScriptError disabledByName(LuaRun run) {
        return new ScriptError("API disabled in the context of " + phase(run).wireName() + "_by_lua*");
    }
}
