package dev.cuprum.lua.ngx;

import dev.cuprum.http.Request;
import dev.cuprum.http.RequestBody;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.time.InstantSource;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code ngx.req}: the request, for reading and changing. */
final class RequestApi {

    private RequestApi() {}

    static ReadOnlyTable create(InstantSource clock) {
        ReadOnlyTable req = new Namespace("ngx.req")
                .unavailable("socket")
                .with("get_body_data", args -> body())
                .with("get_method", args -> Text.lua(request(Phases.REQUEST).method()))
                .with(
                        "get_uri_args",
                        args -> ArgumentTables.decode(
                                request(Phases.REQUEST).query(), Args.integer(args, 1, ArgumentTables.DEFAULT_MAX)))
                .with("http_version", args -> httpVersion())
                .with("is_internal", args -> LuaValue.FALSE)
                .with("read_body", args -> readBody())
                .with("set_method", RequestApi::setMethod)
                .with("set_uri", RequestApi::setUri)
                .with("set_uri_args", RequestApi::setUriArgs)
                .with("start_time", args -> startTime(clock));
        RequestHeaders.addTo(req);
        return req.seal();
    }

    private static Request request(Phases phases) {
        return phases.current().exchange().request();
    }

    private static Varargs httpVersion() {
        String protocol = request(Phases.REQUEST).protocol();
        try {
            return Num.of(Double.parseDouble(protocol.substring(protocol.indexOf('/') + 1)));
        } catch (NumberFormatException e) {
            return LuaValue.NIL;
        }
    }

    private static Varargs startTime(InstantSource clock) {
        long age = System.nanoTime() - request(Phases.REQUEST).startNanos();
        return Num.of(NgxApi.seconds(clock.instant().minusNanos(age)));
    }

    private static Varargs setMethod(Varargs args) {
        Request request = request(Phases.REQUEST_CHANGE);
        String method = NgxConstants.method(Args.integer(args, 1));
        if (method.isEmpty()) {
            throw Args.wrong(1, "one of the constants ngx.HTTP_GET, ngx.HTTP_POST ... expected");
        }
        request.setMethod(method);
        return Calls.NOTHING;
    }

    private static Varargs setUri(Varargs args) {
        Request request = request(Phases.REQUEST_CHANGE);
        LuaString uri = Args.string(args, 1);
        if (uri.m_length == 0) {
            throw new ScriptError("attempt to use zero-length uri");
        }
        if (uri.luaByte(0) != '/') {
            throw new ScriptError("a path starts with a slash, and '" + Text.latin1(uri) + "' does not");
        }
        if (args.arg(2).toboolean()) {
            throw new ScriptError("ngx.req.set_uri with jump is not available here; without, the request goes on "
                    + "with the new uri");
        }
        UriText.checkSafe(uri, "uri");
        request.setPath(Text.latin1(uri));
        return Calls.NOTHING;
    }

    private static Varargs setUriArgs(Varargs args) {
        Request request = request(Phases.REQUEST_CHANGE);
        LuaString query = args.arg1() instanceof Table table ? ArgumentTables.encode(table) : Args.string(args, 1);
        UriText.checkSafe(query, "args");
        request.setQuery(Text.latin1(query));
        return Calls.NOTHING;
    }

    private static Varargs readBody() {
        read(Phases.REQUEST_BODY.current());
        return Calls.NOTHING;
    }

    private static Varargs body() {
        LuaRun run = Phases.REQUEST_BODY.current();
        RequestBody body = run.exchange().request().body();
        boolean some = body.state() == RequestBody.State.MEMORY && body.length() > 0;
        return some ? Text.string(body.bytes()) : LuaValue.NIL;
    }

    /** Makes the body available, which the host has received where the unit names these functions. */
    private static void read(LuaRun run) {
        try {
            run.exchange().request().body().read();
        } catch (IllegalStateException e) {
            throw new ScriptError("the request's body was not received before this unit ran, as it does not name "
                    + "ngx.req.read_body literally; write it out");
        }
    }
}
