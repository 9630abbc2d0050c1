package dev.cuprum.lua.ngx;

import dev.cuprum.engine.Outcome.Rerouted;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.Request;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.Optional;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What the request asks for, changed: {@code ngx.req.set_uri} and {@code set_uri_args}. */
final class RequestTarget {

    private static final String ADVICE = " (maybe you want to set the 'binary' argument?)";

    private RequestTarget() {}

    static void addTo(ReadOnlyTable req) {
        req.with("set_uri", RequestTarget::setUri).with("set_uri_args", RequestTarget::setUriArgs);
    }

    private static Varargs setUri(Varargs args) {
        if (args.narg() < 1 || args.narg() > 3) {
            throw new ScriptError("expecting 1, 2 or 3 arguments but seen " + args.narg());
        }
        LuaRun run = Phases.REQUEST.current();
        LuaString uri = Args.string(args, 1);
        if (uri.m_length == 0) {
            throw new ScriptError("attempt to use zero-length uri");
        }
        if (!flag(args, 3)) {
            UnsafeBytes.refuse(uri, "uri", ADVICE);
        }
        boolean jump = flag(args, 2);
        if (jump && !Phases.JUMP.has(run)) {
            throw Phases.disabledByName(run);
        }
        setPath(run.exchange(), uri);
        if (jump) {
            throw Reroute.of(run, Rerouted.Way.JUMP, Text.latin1(uri), Optional.empty());
        }
        return Calls.NOTHING;
    }

    /** A boolean and nothing that stands for one; false where it is not given. */
    private static boolean flag(Varargs args, int i) {
        if (args.narg() < i) {
            return false;
        }
        LuaValue value = args.arg(i);
        if (!value.isboolean()) {
            throw Args.wrongType(args, i, "boolean");
        }
        return value.toboolean();
    }

    private static void setPath(Exchange exchange, LuaString uri) {
        if (uri.luaByte(0) != '/') {
            throw new ScriptError("a path starts with a slash, and '" + Text.latin1(uri) + "' does not");
        }
        exchange.request().setPath(Text.latin1(uri));
        RequestApi.makeInternal(exchange);
    }

    private static Varargs setUriArgs(Varargs args) {
        if (args.narg() != 1) {
            throw new ScriptError("expecting 1 argument but seen " + args.narg());
        }
        Request request = Phases.REQUEST.current().exchange().request();
        LuaValue value = args.arg1();
        if (value instanceof Table table) {
            request.setQuery(Text.latin1(ArgumentTables.encode(table)));
        } else if (Text.isText(value)) {
            request.setQuery(Text.latin1(UnsafeBytes.escaped(Text.of(value))));
        } else {
            throw Args.wrong(1, "string, number, or table expected, but got " + value.typename());
        }
        return Calls.NOTHING;
    }
}
