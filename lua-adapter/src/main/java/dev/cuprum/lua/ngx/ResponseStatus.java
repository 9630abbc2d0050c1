package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.http.Response;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ScriptError;
import org.luaj.vm2.LuaValue;

/** {@code ngx.status}: 0 as long as nobody has decided it. */
final class ResponseStatus {

    private static final int LEAST = 100;
    private static final int MOST = 999;

    private ResponseStatus() {}

    static LuaValue get() {
        LuaRun run = Phases.REQUEST.current();
        return isKnown(run) ? Num.of(run.exchange().response().status()) : Num.ZERO;
    }

    /** Whether somebody has decided it. */
    static boolean isKnown(LuaRun run) {
        Response response = run.exchange().response();
        return response.statusSet() || response.started() || Phases.RESPONSE_KNOWN.has(run);
    }

    static void set(LuaValue value) {
        LuaRun run = Phases.REQUEST.current();
        int status = CInteger.of(Numbers.toNumber(value), "ngx_http_lua_ffi_set_resp_status", 2);
        Response response = run.exchange().response();
        if (response.started() || Phases.RESPONSE_SENT.has(run)) {
            run.execution().log(LogLevel.ERR, "attempt to set ngx.status after sending out response headers");
        } else if (status < LEAST || status > MOST) {
            throw new ScriptError("ngx.status is a number from 100 to 999, and this is " + status);
        } else {
            response.setStatus(status);
        }
    }
}
