package dev.cuprum.lua.ngx;

import dev.cuprum.http.AttachmentKey;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.RequestBody;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The body of the request: {@code ngx.req.read_body}, {@code get_body_data} and the like. */
final class BodyFunctions {

    /** What units have done with a request's body. */
    private static final class Seen {
        private boolean readAfterDiscarding;
    }

    private static final AttachmentKey<Seen> SEEN = new AttachmentKey<>("the request's body in Lua");

    private BodyFunctions() {}

    static void addTo(ReadOnlyTable req) {
        req.with("discard_body", BodyFunctions::discard)
                .with("get_body_data", BodyFunctions::data)
                .with("get_body_file", BodyFunctions::file)
                .with("read_body", BodyFunctions::read)
                .with("set_body_data", BodyFunctions::setData)
                .with("set_body_file", BodyFiles::set);
        BodyAssembly.addTo(req);
    }

    private static void expect(int count, Varargs args) {
        if (args.narg() != count) {
            throw new ScriptError("expecting " + count + " arguments but seen " + args.narg());
        }
    }

    private static RequestBody body(LuaRun run) {
        return run.exchange().request().body();
    }

    /** Whether a unit has read the body, or put one in its place. */
    static boolean isRead(Exchange exchange) {
        return switch (exchange.request().body().state()) {
            case UNREAD -> false;
            case MEMORY, FILE -> true;
            case DISCARDED -> exchange.attachment(SEEN, Seen::new).readAfterDiscarding;
        };
    }

    /** The run on this thread, where it has a body that was read. */
    static LuaRun withBody() {
        LuaRun run = Phases.REQUEST.current();
        if (!isRead(run.exchange())) {
            throw new ScriptError("request body not read yet");
        }
        return run;
    }

    private static Varargs read(Varargs args) {
        expect(0, args);
        LuaRun run = Phases.OUTPUT.current();
        if (body(run).state() == RequestBody.State.DISCARDED) {
            run.exchange().attachment(SEEN, Seen::new).readAfterDiscarding = true;
            return Calls.NOTHING;
        }
        try {
            body(run).read();
        } catch (IllegalStateException e) {
            throw new ScriptError("the request's body was not received before this unit ran, as it does not name "
                    + "ngx.req.read_body literally; write it out");
        }
        return Calls.NOTHING;
    }

    private static Varargs discard(Varargs args) {
        expect(0, args);
        RequestBody body = body(Phases.REQUEST.current());
        if (body.state() == RequestBody.State.UNREAD) {
            body.discard();
        }
        return Calls.NOTHING;
    }

    private static Varargs data(Varargs args) {
        expect(0, args);
        LuaRun run = Phases.REQUEST.current();
        if (BodyAssembly.begun(run)) {
            LuaString soFar = BodyAssembly.soFar(run);
            return soFar.m_length > 0 ? soFar : LuaValue.NIL;
        }
        RequestBody body = body(run);
        boolean some = body.state() == RequestBody.State.MEMORY && body.length() > 0;
        return some ? Text.string(body.bytes()) : LuaValue.NIL;
    }

    private static Varargs file(Varargs args) {
        expect(0, args);
        LuaRun run = Phases.REQUEST.current();
        return body(run).state() == RequestBody.State.FILE
                ? LuaString.valueOf(body(run).file().toString())
                : LuaValue.NIL;
    }

    private static Varargs setData(Varargs args) {
        expect(1, args);
        LuaString data = Args.string(args, 1);
        LuaRun run = withBody();
        BodyAssembly.forget(run);
        run.budget().reserve(data.m_length);
        body(run).replace(Text.bytes(data));
        return Calls.NOTHING;
    }
}
