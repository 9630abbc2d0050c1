package dev.cuprum.lua.ngx;

import dev.cuprum.http.Exchange;
import dev.cuprum.http.Response;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code ngx.resp}, and what sends the response: {@code ngx.send_headers}, {@code flush} and {@code eof}. */
final class ResponseApi {

    private ResponseApi() {}

    static void addTo(ReadOnlyTable ngx) {
        ngx.with(
                        "resp",
                        new Namespace("ngx.resp")
                                .with("get_headers", SentHeaders::get)
                                .seal())
                .with("eof", ResponseApi::eof)
                .with("flush", ResponseApi::flush)
                .with("send_headers", args -> sendHeaders())
                .computed("headers_sent", ResponseApi::headersSent);
    }

    /** The module {@code ngx.resp}. */
    static ReadOnlyTable module() {
        return new ReadOnlyTable("ngx.resp")
                .with("add_header", args -> {
                    ResponseHeaders.add(args.arg1(), args.arg(2));
                    return Calls.NOTHING;
                })
                .with("version", Modules.VERSION)
                .seal();
    }

    private static LuaValue headersSent() {
        LuaRun run = Phases.REQUEST.current();
        return LuaValue.valueOf(run.exchange().response().started() || Phases.RESPONSE_SENT.has(run));
    }

    private static Varargs sendHeaders() {
        Response response = Phases.OUTPUT.current().exchange().response();
        if (!response.started() && !isBuffering(response)) {
            response.sendHeaders();
        }
        return Num.of(1);
    }

    /** Whether output waits for the end of the unit, which tells its length to clients of HTTP/1.0. */
    private static boolean isBuffering(Response response) {
        return !response.started() && response.written() > 0;
    }

    private static Varargs eof(Varargs args) {
        if (args.narg() != 0) {
            throw new ScriptError("no argument is expected");
        }
        LuaRun run = LuaRun.current();
        if (Phases.REQUEST.has(run) && isOver(run.exchange())) {
            return Modules.failure("seen eof");
        }
        Phases.OUTPUT.current().exchange().response().finish();
        return Num.of(1);
    }

    /** A response to HEAD is over with the first output, which is not sent. */
    private static boolean isOver(Exchange exchange) {
        Response response = exchange.response();
        boolean withoutBody = exchange.request().method().equals("HEAD") && response.written() > 0;
        return response.finished() || (withoutBody && response.started());
    }

    private static Varargs flush(Varargs args) {
        if (args.narg() > 1) {
            throw new ScriptError("attempt to pass " + args.narg() + " arguments, but accepted 0 or 1");
        }
        if (args.narg() == 1 && !args.arg1().isboolean()) {
            throw Args.wrongType(args, 1, "boolean");
        }
        LuaRun run = Phases.OUTPUT.current();
        Response response = run.exchange().response();
        Varargs refusal = refusal(run);
        if (refusal.narg() > 0) {
            return refusal;
        }
        if (isBuffering(response)) {
            return Modules.failure("buffering");
        }
        if (!response.started() || (response.written() == 0 && !args.arg1().toboolean())) {
            return Modules.failure("nothing to flush");
        }
        response.flush();
        return Num.of(1);
    }

    /** Why nothing more can be sent, as functions return it; nothing where something can. */
    static Varargs refusal(LuaRun run) {
        Response response = run.exchange().response();
        if (!response.started()) {
            return Calls.NOTHING;
        }
        if (run.exchange().request().method().equals("HEAD")) {
            return Modules.failure("header only");
        }
        return response.finished() ? Modules.failure("seen eof") : Calls.NOTHING;
    }
}
