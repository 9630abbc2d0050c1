package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.Outcome.Rerouted;
import dev.cuprum.http.Response;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.Optional;
import java.util.Set;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** How a unit sends a request elsewhere: the client with {@code ngx.redirect}, the server with {@code ngx.exec}. */
final class Redirection {

    private static final int FOUND = 302;
    private static final Set<Integer> STATUSES = Set.of(301, FOUND, 303, 307, 308);

    private Redirection() {}

    static void addTo(ReadOnlyTable ngx) {
        ngx.with("exec", Redirection::exec).with("redirect", Redirection::redirect);
    }

    private static Varargs redirect(Varargs args) {
        if (args.narg() < 1 || args.narg() > 2) {
            throw new ScriptError("expecting one or two arguments");
        }
        LuaString uri = Args.string(args, 1);
        int status = args.narg() == 2 ? Args.integer(args, 2) : FOUND;
        if (!STATUSES.contains(status)) {
            throw new ScriptError("only ngx.HTTP_MOVED_TEMPORARILY, ngx.HTTP_MOVED_PERMANENTLY, "
                    + "ngx.HTTP_PERMANENT_REDIRECT, ngx.HTTP_SEE_OTHER, and ngx.HTTP_TEMPORARY_REDIRECT are allowed");
        }
        Response response = Phases.OUTPUT.current().exchange().response();
        if (response.started()) {
            throw new ScriptError("attempt to call ngx.redirect after sending out the headers");
        }
        UnsafeBytes.refuse(uri, "redirect uri", "");
        response.headers().set("Location", Text.latin1(uri));
        throw new Exit(status);
    }

    private static Varargs exec(Varargs args) {
        if (args.narg() < 1 || args.narg() > 2) {
            throw new ScriptError("expecting one or two arguments, but got " + args.narg());
        }
        LuaString uri = Args.string(args, 1);
        if (uri.m_length == 0) {
            throw new ScriptError("The uri argument is empty");
        }
        LuaRun run = Phases.OUTPUT.current();
        InternalUri target = InternalUri.parse(run, uri);
        String query = joined(target.query(), args.narg() == 2 ? query(args.arg(2)) : "");
        if (run.exchange().response().started()) {
            throw new ScriptError("attempt to call ngx.exec after sending out response headers");
        }
        throw reroute(run, target.path(), query);
    }

    private static String query(LuaValue value) {
        if (value instanceof Table table) {
            return Text.latin1(ArgumentTables.encode(table));
        }
        if (value.isnil()) {
            return "";
        }
        if (!Text.isText(value)) {
            throw Args.wrong(2, "string, number, or table expected, but got " + value.typename());
        }
        return Text.latin1(Text.of(value));
    }

    /** What would end a line is escaped, for it may be sent to an origin. */
    private static String joined(String first, String second) {
        String joined = first.isEmpty() || second.isEmpty() ? first + second : first + '&' + second;
        return Text.latin1(UnsafeBytes.escapedControls(Text.lua(joined)));
    }

    private static Reroute reroute(LuaRun run, String path, String query) {
        if (path.startsWith("@")) {
            if (!query.isEmpty()) {
                run.execution()
                        .log(LogLevel.WARN, "query strings " + query + " ignored when exec'ing named location " + path);
            }
            return Reroute.of(run, Rerouted.Way.NAMED, path, Optional.empty());
        }
        if (!path.startsWith("/")) {
            throw new ScriptError("a path starts with a slash, and '" + path + "' does not");
        }
        return Reroute.of(run, Rerouted.Way.REDIRECT, path, Optional.of(query));
    }
}
