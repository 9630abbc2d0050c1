package dev.cuprum.lua.ngx;

import dev.cuprum.engine.Outcome.Exited;
import dev.cuprum.http.Response;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import dev.cuprum.unit.Phase;
import java.util.Set;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** How a unit ends itself: {@code ngx.exit} and {@code ngx.redirect}. */
final class Ending {

    private static final int FOUND = 302;
    private static final int MAX_STATUS = 999;
    private static final Set<Integer> REDIRECTIONS = Set.of(301, FOUND, 303, 307, 308);

    private Ending() {}

    static Varargs exit(Varargs args) {
        LuaRun run = Phases.EXIT.current();
        int status = Args.integer(args, 1);
        boolean headers = run.execution().unit().phase() == Phase.HEADER_FILTER;
        if (headers && status != Exited.OK && status != Exited.ERROR) {
            throw Args.wrong(1, "only ngx.OK and ngx.ERROR are allowed in header_filter_by_lua*");
        }
        if (status > MAX_STATUS) {
            throw Args.wrong(1, status + " is no status");
        }
        throw new Exit(status);
    }

    static Varargs redirect(Varargs args) {
        LuaRun run = Phases.OUTPUT.current();
        LuaString uri = Args.string(args, 1);
        int status = Args.integer(args, 2, FOUND);
        if (!REDIRECTIONS.contains(status)) {
            throw new ScriptError("only ngx.HTTP_MOVED_TEMPORARILY, ngx.HTTP_MOVED_PERMANENTLY, "
                    + "ngx.HTTP_PERMANENT_REDIRECT, ngx.HTTP_SEE_OTHER, and ngx.HTTP_TEMPORARY_REDIRECT are allowed");
        }
        UriText.checkSafe(uri, "redirect uri");
        Response response = run.exchange().response();
        if (response.started() || response.written() > 0) {
            throw new ScriptError("attempt to call ngx.redirect after sending out the headers");
        }
        response.headers().set("Location", Text.latin1(uri));
        throw new Exit(status);
    }
}
