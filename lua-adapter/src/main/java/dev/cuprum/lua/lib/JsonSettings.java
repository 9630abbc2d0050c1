package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Lasting;
import org.luaj.vm2.LuaValue;

/** What a unit has set for its JSON, with the defaults of lua-cjson. */
final class JsonSettings implements Lasting {

    /** What becomes of numbers that JSON does not have, when they are written. */
    enum InvalidNumbers {
        REFUSED,
        WRITTEN,
        NULL
    }

    static final int DEFAULT_DEPTH = 1000;

    private static final int FIRST_BUFFER = 512;

    /** What stands for JSON's null. */
    final LuaValue jsonNull;

    boolean sparseAsObject;
    int sparseRatio = 2;
    int sparseSafe = 10;
    int encodeDepth = DEFAULT_DEPTH;
    int decodeDepth = DEFAULT_DEPTH;
    int precision = 14;
    boolean keepsBuffer = true;
    InvalidNumbers encodesInvalidNumbers = InvalidNumbers.REFUSED;
    boolean decodesInvalidNumbers = true;
    boolean marksArrays;
    boolean emptyIsObject = true;
    boolean escapesSlash = true;
    boolean skipsUnsupported;

    /** What the last text was put together in, to be used again. */
    private byte[] buffer = {};

    JsonSettings(LuaValue jsonNull) {
        this.jsonNull = jsonNull;
    }

    @Override
    public JsonSettings copy() {
        JsonSettings copy = new JsonSettings(jsonNull);
        copy.sparseAsObject = sparseAsObject;
        copy.sparseRatio = sparseRatio;
        copy.sparseSafe = sparseSafe;
        copy.encodeDepth = encodeDepth;
        copy.decodeDepth = decodeDepth;
        copy.precision = precision;
        copy.keepsBuffer = keepsBuffer;
        copy.encodesInvalidNumbers = encodesInvalidNumbers;
        copy.decodesInvalidNumbers = decodesInvalidNumbers;
        copy.marksArrays = marksArrays;
        copy.emptyIsObject = emptyIsObject;
        copy.escapesSlash = escapesSlash;
        copy.skipsUnsupported = skipsUnsupported;
        return copy;
    }

    byte[] takeBuffer() {
        byte[] taken = buffer;
        buffer = new byte[0];
        return taken.length == 0 ? new byte[FIRST_BUFFER] : taken;
    }

    void giveBuffer(byte[] used) {
        if (keepsBuffer) {
            buffer = used;
        }
    }
}
