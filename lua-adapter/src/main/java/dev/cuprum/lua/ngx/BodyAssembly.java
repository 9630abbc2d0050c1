package dev.cuprum.lua.ngx;

import dev.cuprum.http.AttachmentKey;
import dev.cuprum.http.RequestBody;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.io.ByteArrayOutputStream;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A request's body that units put together piece by piece: {@code ngx.req.init_body}, {@code append_body} and {@code
 * finish_body}. One that is larger than the buffer asked for ends in a file, as in nginx, though it gets there only when
 * it is finished.
 */
final class BodyAssembly {

    /** nginx's buffer where none is asked for. */
    private static final int DEFAULT_BUFFER = 16 * 1024;

    private static final AttachmentKey<BodyAssembly> KEY = new AttachmentKey<>("a body in pieces");

    private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    private int buffer;
    private boolean begun;
    private boolean finished;

    private BodyAssembly() {}

    static void addTo(ReadOnlyTable req) {
        req.with("append_body", BodyAssembly::append)
                .with("finish_body", BodyAssembly::finish)
                .with("init_body", BodyAssembly::init);
    }

    private static BodyAssembly of(LuaRun run) {
        return run.exchange().attachment(KEY, BodyAssembly::new);
    }

    /** Whether one was begun and is not finished, so that it is the body. */
    static boolean begun(LuaRun run) {
        BodyAssembly assembly = of(run);
        return assembly.begun && !assembly.finished;
    }

    /** What there is of one that is not finished, as long as it fits into the buffer. */
    static LuaString soFar(LuaRun run) {
        BodyAssembly assembly = of(run);
        boolean seen = begun(run) && assembly.pieces.size() <= assembly.buffer;
        if (!seen || assembly.pieces.size() == 0) {
            return LuaValue.EMPTYSTRING;
        }
        run.budget().reserve(assembly.pieces.size());
        return Text.string(assembly.pieces.toByteArray());
    }

    /** Another body takes its place. */
    static void forget(LuaRun run) {
        BodyAssembly assembly = of(run);
        assembly.begun = false;
        assembly.pieces.reset();
    }

    private static Varargs init(Varargs args) {
        if (args.narg() > 1) {
            throw new ScriptError("expecting 0 or 1 argument but seen " + args.narg());
        }
        LuaRun run = BodyFunctions.withBody();
        int buffer = args.narg() == 1 ? Args.integer(args, 1) : DEFAULT_BUFFER;
        if (buffer < 0) {
            throw new ScriptError("bad size argument: " + buffer);
        }
        BodyAssembly assembly = of(run);
        assembly.pieces.reset();
        assembly.buffer = buffer;
        assembly.begun = true;
        assembly.finished = false;
        return Calls.NOTHING;
    }

    private static BodyAssembly initialised() {
        LuaRun run = Phases.REQUEST.current();
        if (!of(run).begun) {
            throw new ScriptError("request_body not initialized");
        }
        return of(run);
    }

    private static Varargs append(Varargs args) {
        if (args.narg() != 1) {
            throw new ScriptError("expecting 1 arguments but seen " + args.narg());
        }
        LuaString piece = Args.string(args, 1);
        BodyAssembly assembly = initialised();
        // The array doubles when it grows.
        LuaRun.current().budget().reserve(2L * piece.m_length);
        assembly.pieces.write(piece.m_bytes, piece.m_offset, piece.m_length);
        assembly.finished = false;
        return Calls.NOTHING;
    }

    private static Varargs finish(Varargs args) {
        if (args.narg() != 0) {
            throw new ScriptError("expecting 0 argument but seen " + args.narg());
        }
        BodyAssembly assembly = initialised();
        LuaRun run = LuaRun.current();
        run.budget().reserve(assembly.pieces.size());
        byte[] whole = assembly.pieces.toByteArray();
        RequestBody body = run.exchange().request().body();
        boolean toFile = whole.length > assembly.buffer || assembly.buffer == 0;
        if (toFile) {
            body.replace(BodyFiles.write(whole), true);
        } else {
            body.replace(whole);
        }
        assembly.finished = true;
        return Calls.NOTHING;
    }
}
