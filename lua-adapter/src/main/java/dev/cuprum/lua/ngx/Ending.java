package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.http.Response;
import dev.cuprum.lua.runtime.Attachment;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.unit.Phase;
import java.util.OptionalInt;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** How a unit ends itself, with {@code ngx.exit}, and {@code ngx.on_abort}, which is for the client that ends it. */
public final class Ending {

    private static final int AGAIN = -2;
    private static final int DONE = -4;
    private static final int HTTP_OK = 200;
    private static final int SPECIAL_RESPONSE = 300;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CLOSE = 444;
    private static final int CLIENT_CLOSED = 499;
    private static final int MAX_STATUS = 999;

    private static final Attachment<Ending> PENDING = new Attachment<>(run -> new Ending());

    private OptionalInt status = OptionalInt.empty();

    private Ending() {}

    static void addTo(ReadOnlyTable ngx) {
        ngx.with("exit", args -> exit(args.arg1())).with("on_abort", args -> onAbort());
    }

    /** With which status a unit has asked to be ended that ran on nevertheless, as header_filter units do. */
    public static OptionalInt pending(LuaRun run) {
        return run.execution().unit().phase() == Phase.HEADER_FILTER
                ? run.attachment(PENDING).status
                : OptionalInt.empty();
    }

    private static Varargs exit(LuaValue value) {
        int status = CInteger.of(value, "ngx_lua_ffi_exit", 2);
        LuaRun run = Phases.EXIT.current();
        if (status == AGAIN || status == DONE) {
            throw new ScriptError("bad argument to 'ngx.exit': does not accept NGX_AGAIN or NGX_DONE");
        }
        if (status > MAX_STATUS) {
            throw new ScriptError("bad argument to 'ngx.exit': " + status + " is no status");
        }
        int possible = Phases.REQUEST.has(run) ? possible(run, status) : status;
        if (run.execution().unit().phase() == Phase.HEADER_FILTER) {
            run.attachment(PENDING).status = OptionalInt.of(possible);
            return Calls.NOTHING;
        }
        throw new Exit(possible);
    }

    /** What becomes of a status: once another one is sent, the request can but end. */
    private static int possible(LuaRun run, int status) {
        Response response = run.exchange().response();
        boolean late = response.started() && status >= SPECIAL_RESPONSE;
        if (!late || status == REQUEST_TIMEOUT || status == CLIENT_CLOSED || status == CLOSE) {
            return status;
        }
        if (status != response.status()) {
            run.execution()
                    .log(
                            LogLevel.ERR,
                            "attempt to set status " + status + " via ngx.exit after sending out the response status "
                                    + response.status());
        }
        return HTTP_OK;
    }

    /** Clients that go away are not watched, which is nginx's default too. */
    private static Varargs onAbort() {
        Phases.REQUEST.current();
        return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf("lua_check_client_abort is off"));
    }
}
