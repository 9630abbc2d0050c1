package dev.cuprum.lua.ngx;

import dev.cuprum.http.BodyChunk;
import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code ngx.arg} of body_filter units: the piece of the body, and whether it is the last. */
final class ChunkArguments extends ReadOnlyTable {

    private static final int BYTES = 1;
    private static final int LAST = 2;
    private static final byte[] NOTHING = {};

    ChunkArguments() {
        super("ngx.arg");
        seal();
    }

    private static BodyChunk chunk(LuaRun run) {
        return run.exchange().response().chunk().orElseThrow(() -> Phases.disabled(run));
    }

    private static int index(LuaValue key) {
        return key instanceof Num number && number.isInt() ? number.toint() : 0;
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaRun run = LuaRun.current();
        BodyChunk chunk = chunk(run);
        return switch (index(key)) {
            case BYTES -> {
                byte[] bytes = chunk.bytes();
                run.budget().reserve(bytes.length);
                yield LuaString.valueOf(bytes);
            }
            case LAST -> LuaValue.valueOf(chunk.last());
            default -> LuaValue.NIL;
        };
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        LuaRun run = LuaRun.current();
        BodyChunk chunk = chunk(run);
        switch (index(key)) {
            case BYTES -> chunk.replace(value.isnil() ? NOTHING : bytes(run, value));
            case LAST -> {
                if (value.toboolean()) {
                    chunk.endHere();
                }
            }
            default -> throw new ScriptError("ngx.arg has [1], the data, and [2], whether they are the last");
        }
    }

    private static byte[] bytes(LuaRun run, LuaValue value) {
        ByteBuilder bytes = new ByteBuilder(run.budget());
        Output.add(bytes, value, "ngx.arg[1]");
        return bytes.bytes();
    }
}
