package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The body that a unit makes: {@code ngx.print} and {@code ngx.say}. */
final class Output {

    /** How deep tables may nest; also the end of those that contain themselves. */
    private static final int MAX_NESTING = 32;

    private Output() {}

    static Varargs print(Varargs args, boolean newline) {
        LuaRun run = Phases.OUTPUT.current();
        Varargs refusal = ResponseApi.refusal(run);
        if (refusal.narg() > 0) {
            return refusal;
        }
        ByteBuilder bytes = new ByteBuilder(run.budget());
        for (int i = 1; i <= args.narg(); i++) {
            add(bytes, args.arg(i), "bad argument #" + i + " to '" + (newline ? "say" : "print") + "'");
        }
        if (newline) {
            bytes.add('\n');
        }
        run.exchange().response().write(bytes.bytes());
        return Num.of(1);
    }

    /** Adds a value as nginx's Lua sends it: tables are joined piece by piece. */
    static void add(ByteBuilder bytes, LuaValue value, String what) {
        add(bytes, value, what, 0);
    }

    private static void add(ByteBuilder bytes, LuaValue value, String what, int nesting) {
        if (Text.isText(value)) {
            bytes.add(Text.of(value));
        } else if (value.isnil() || value.isboolean()) {
            bytes.add(Text.describe(value));
        } else if (value.raweq(NgxApi.NULL)) {
            bytes.add("null");
        } else if (value instanceof Table table) {
            if (nesting >= MAX_NESTING) {
                throw new ScriptError(what + " (tables nested too deeply)");
            }
            addPieces(bytes, table, what, nesting + 1);
        } else {
            throw new ScriptError(what + " (string, number, boolean, nil, ngx.null, or array table expected, but got "
                    + value.typename() + ")");
        }
    }

    private static void addPieces(ByteBuilder bytes, Table table, String what, int nesting) {
        int length = table.rawlen();
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            LuaRun.current().budget().poll();
            boolean element = entry.arg1() instanceof Num index && index.isInt() && index.v >= 1 && index.v <= length;
            if (!element) {
                throw new ScriptError(what + " (non-array table found)");
            }
        }
        for (int i = 1; i <= length; i++) {
            LuaRun.current().budget().poll();
            add(bytes, table.rawget(i), what, nesting);
        }
    }
}
