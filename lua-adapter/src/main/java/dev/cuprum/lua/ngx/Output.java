package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.function.Function;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The body that a unit makes: {@code ngx.print} and {@code ngx.say}. */
final class Output {

    /** How deep tables may nest; also the end of those that contain themselves. */
    private static final int MAX_NESTING = 200;

    private static final String EXPECTED = "string, number, boolean, nil, ngx.null, or array table expected, but got ";

    private final ByteBuilder bytes;
    private final Function<String, RuntimeException> error;

    private Output(ByteBuilder bytes, Function<String, RuntimeException> error) {
        this.bytes = bytes;
        this.error = error;
    }

    static Varargs print(Varargs args, boolean newline) {
        LuaRun run = Phases.OUTPUT.current();
        Varargs refusal = ResponseApi.refusal(run);
        if (refusal.narg() > 0) {
            return refusal;
        }
        ByteBuilder bytes = new ByteBuilder(run.budget());
        for (int i = 1; i <= args.narg(); i++) {
            int argument = i;
            new Output(bytes, fault -> Args.wrong(argument, fault)).add(args.arg(i));
        }
        if (newline) {
            bytes.add('\n');
        }
        run.exchange().response().write(bytes.bytes());
        return Num.of(1);
    }

    /** Adds a value as nginx's Lua sends it: tables are joined piece by piece. */
    static void add(ByteBuilder bytes, LuaValue value, String what) {
        new Output(bytes, fault -> new ScriptError(what + " (" + fault + ")")).add(value);
    }

    private void add(LuaValue value) {
        if (value instanceof Table table) {
            addPieces(table, 1);
        } else if (!addPlain(value)) {
            throw error.apply(EXPECTED + value.typename());
        }
    }

    /** Adds what is no table; returns whether it is of a type that can be sent. */
    private boolean addPlain(LuaValue value) {
        if (Text.isText(value)) {
            bytes.addText(value);
        } else if (value.isnil() || value.isboolean()) {
            bytes.add(Text.describe(value));
        } else if (value.raweq(NgxApi.NULL)) {
            bytes.add("null");
        } else {
            return false;
        }
        return true;
    }

    /** Up to the largest position, whatever there is at those before it. */
    private void addPieces(Table table, int nesting) {
        if (nesting > MAX_NESTING) {
            throw error.apply("tables nested too deeply");
        }
        int length = largest(table);
        for (int i = 1; i <= length; i++) {
            LuaRun.current().budget().poll();
            LuaValue value = table.rawget(i);
            if (value instanceof Table inner) {
                addPieces(inner, nesting + 1);
            } else if (!addPlain(value)) {
                throw error.apply("bad data type " + value.typename() + " found");
            }
        }
    }

    private int largest(Table table) {
        int largest = 0;
        for (int at = table.following(0); at > 0; at = table.following(at)) {
            LuaRun.current().budget().poll();
            if (!(table.keyAt(at) instanceof Num index) || index.v < 1 || index.v != Math.floor(index.v)) {
                throw error.apply("non-array table found");
            }
            largest = Math.max(largest, Args.integer(index.v));
        }
        return largest;
    }
}
