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
    private static final int BEYOND = 1000;

    private ResponseStatus() {}

    static LuaValue get() {
        LuaRun run = Phases.REQUEST.current();
        Response response = run.exchange().response();
        boolean known = response.statusSet() || response.started() || Phases.RESPONSE_KNOWN.has(run);
        return known ? Num.of(response.status()) : Num.ZERO;
    }

    static void set(LuaValue value) {
        LuaRun run = Phases.REQUEST.current();
        LuaValue status = Numbers.toNumber(value);
        if (status.isnil()) {
            throw new ScriptError("ngx.status is a number, and this is a " + value.typename());
        }
        double number = status.todouble();
        if (!(number >= LEAST && number < BEYOND)) {
            throw new ScriptError("ngx.status is a number from 100 to 999, and this is " + Numbers.format(number));
        }
        Response response = run.exchange().response();
        if (response.started() || !Phases.RESPONSE_CHANGE.has(run)) {
            run.execution().log(LogLevel.ERR, "attempt to set ngx.status after sending out response headers");
        } else {
            response.setStatus((int) number);
        }
    }
}
