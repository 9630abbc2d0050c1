package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** Puts {@code ngx} together. All of it is shared by all executions, and asks for the one it serves. */
public final class NgxApi {

    /** What a unit is handed as {@code edge_computing}. */
    public static final LuaValue EDGE_COMPUTING = new Namespace("edge_computing").seal();

    /** {@code ngx.null}. */
    public static final LuaValue NULL = new LuaUserdata(new Object() {
        @Override
        public String toString() {
            return "userdata: NULL";
        }
    });

    private NgxApi() {}

    /**
     * What units have as globals: {@code ngx} and what belongs to it.
     *
     * @param clock what {@code ngx} tells the time by
     */
    public static Map<String, LuaValue> globals(InstantSource clock) {
        return Map.of("ndk", SetDirectives.ndk(), "ngx", create(clock), "print", new Native("print", Logging::print));
    }

    /** What units can require and is no global. */
    public static Map<String, LuaValue> modules() {
        return Modules.all();
    }

    /**
     * The table.
     *
     * @param clock what ngx.time and ngx.now tell
     */
    public static ReadOnlyTable create(InstantSource clock) {
        ReadOnlyTable ngx = Waiting.addTo(new NgxTable())
                .with("null", NULL)
                .with("arg", new ChunkArguments())
                .with("config", ServerFacts.config())
                .with("header", new ResponseHeaders())
                .with("req", RequestApi.create(clock))
                .with("var", new RequestVariables())
                .computed("ctx", RequestContext::get)
                .computed("is_subrequest", NgxApi::isSubrequest)
                .computed("status", ResponseStatus::get)
                .with(
                        "get_phase",
                        args -> LuaString.valueOf(
                                LuaRun.current().execution().unit().phase().wireName()))
                .with("log", Logging::log)
                .with("print", args -> Output.print(args, false))
                .with("say", args -> Output.print(args, true))
                .with("worker", ServerFacts.worker());
        ClockTime.addTo(ngx, clock);
        Coding.addTo(ngx);
        Ending.addTo(ngx);
        Redirection.addTo(ngx);
        ResponseApi.addTo(ngx);
        NgxConstants.addTo(ngx);
        return ngx.seal();
    }

    /** Nothing makes subrequests. */
    private static LuaValue isSubrequest() {
        Phases.REQUEST.current();
        return LuaValue.FALSE;
    }

    /** A moment in seconds, with milliseconds behind the point. */
    static double seconds(Instant moment) {
        return moment.toEpochMilli() / 1000.0;
    }
}
