package dev.cuprum.lua.ngx;

import dev.cuprum.http.BodyChunk;
import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import dev.cuprum.unit.Phase;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * {@code ngx.arg}: in body_filter units the piece of the body, and whether it is the last; in set units, which are given no
 * arguments, nothing.
 */
final class ChunkArguments extends ReadOnlyTable {

    private static final int BYTES = 1;
    private static final int LAST = 2;
    private static final int MAX_NESTING = 200;
    private static final byte[] NOTHING = {};

    ChunkArguments() {
        super("ngx.arg");
        seal();
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaRun run = LuaRun.current();
        Phase phase = run.execution().unit().phase();
        if (phase == Phase.SET) {
            return LuaValue.NIL;
        }
        BodyChunk chunk = run.exchange()
                .response()
                .chunk()
                .orElseThrow(() -> new ScriptError("API disabled in the current context"));
        double index = key instanceof Num number ? number.v : 0;
        if (index == BYTES) {
            return Text.string(chunk.bytes());
        }
        return index == LAST ? LuaValue.valueOf(chunk.last()) : LuaValue.NIL;
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        LuaRun run = LuaRun.current();
        BodyChunk chunk = run.exchange().response().chunk().orElseThrow(() -> Phases.disabledByName(run));
        switch (index(key)) {
            case BYTES -> chunk.replace(bytes(run, value));
            case LAST -> {
                if (value.toboolean()) {
                    chunk.endHere();
                }
            }
            default -> throw new ScriptError("bad index: " + index(key));
        }
    }

    private static int index(LuaValue key) {
        if (Numbers.toNumber(key) instanceof Num number) {
            return Args.integer(number.v);
        }
        throw wrong(2, "number expected, got " + key.typename());
    }

    private static ScriptError wrong(int argument, String fault) {
        return new ScriptError("bad argument #" + argument + " to '__newindex' (" + fault + ")");
    }

    private static byte[] bytes(LuaRun run, LuaValue value) {
        if (value.isnil()) {
            return NOTHING;
        }
        if (value instanceof LuaString text) {
            return Text.bytes(text);
        }
        ByteBuilder bytes = new ByteBuilder(run.budget());
        if (value instanceof Table table) {
            join(bytes, table, 1);
        } else if (value instanceof Num) {
            bytes.addText(value);
        } else {
            throw new ScriptError("bad chunk data type: " + value.typename());
        }
        return bytes.bytes();
    }

    /** Joins what a table has at its positions: texts, numbers, and tables of them. */
    private static void join(ByteBuilder bytes, Table table, int nesting) {
        if (nesting > MAX_NESTING) {
            throw wrong(3, "tables nested too deeply");
        }
        int length = length(table);
        for (int i = 1; i <= length; i++) {
            LuaRun.current().budget().poll();
            LuaValue element = table.rawget(i);
            if (element instanceof Table inner) {
                join(bytes, inner, nesting + 1);
            } else if (Text.isText(element)) {
                bytes.addText(element);
            } else {
                throw wrong(3, "bad data type " + element.typename() + " found");
            }
        }
    }

    /** The largest position, whatever there is at those before it. */
    private static int length(Table table) {
        int largest = 0;
        for (int at = table.following(0); at > 0; at = table.following(at)) {
            LuaRun.current().budget().poll();
            if (!(table.keyAt(at) instanceof Num index) || index.v < 1 || index.v != Math.floor(index.v)) {
                throw wrong(3, "non-array table found");
            }
            largest = Math.max(largest, Args.integer(index.v));
        }
        return largest;
    }
}
