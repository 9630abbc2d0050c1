package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Stencil.Entry;
import dev.cuprum.lua.compiler.Stencil.Kind;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.objectweb.asm.ClassReader;

/** Reads the attribute {@code Code} of a class that has one method and nothing else. */
final class CodeReader extends ClassReader {

    /** From the end of the constant pool to the content: the class, no fields, one method, the name of the attribute. */
    private static final int CONTENT = 26;

    /** From there to the instructions. */
    private static final int HEAD = 8;

    private static final int APPEND = 252;
    private static final int LONG_ITEM = 247;
    private static final int RESERVED = 128;
    private static final int SAME_ITEM = 64;
    private static final int FULL = 255;
    private static final int OBJECT = 7;
    private static final int NEW_OBJECT = 8;

    private final byte[] bytes;
    private final char[] buffer = new char[getMaxStringLength()];
    private final int start = header + CONTENT;
    private int at;

    CodeReader(byte[] bytes) {
        super(bytes);
        this.bytes = bytes;
    }

    /** All of the attribute but its name and length. */
    byte[] content() {
        return Arrays.copyOfRange(bytes, start, start + readInt(start - Integer.BYTES));
    }

    /** Where in the content the operand of an instruction is. */
    int operand(int instruction) {
        return HEAD + instruction + 1;
    }

    /** Says what the frames name, and where in the content. */
    void frames(ObjIntConsumer<Entry> use) {
        at = start + HEAD + readInt(start + HEAD - Integer.BYTES);
        if (next() != 0) {
            throw new IllegalArgumentException("no handlers in a stencil");
        }
        for (int attributes = next(); attributes > 0; attributes--) {
            use.accept(new Entry(Kind.TEXT, "", readUTF8(at, buffer), ""), at - start);
            at += Short.BYTES + Integer.BYTES;
            for (int frames = next(); frames > 0; frames--) {
                frame(use);
            }
        }
    }

    private int next() {
        at += Short.BYTES;
        return readUnsignedShort(at - Short.BYTES);
    }

    private void frame(ObjIntConsumer<Entry> use) {
        int kind = readByte(at++);
        if (kind >= RESERVED && kind < LONG_ITEM) {
            throw new IllegalArgumentException("no such frame: " + kind);
        }
        if (kind >= SAME_ITEM && kind < RESERVED) {
            items(1, use);
            return;
        }
        at += kind < SAME_ITEM ? 0 : Short.BYTES;
        if (kind == FULL) {
            items(next(), use);
            items(next(), use);
        } else if (kind == LONG_ITEM) {
            items(1, use);
        } else if (kind >= APPEND) {
            items(kind - APPEND + 1, use);
        }
    }

    private void items(int count, ObjIntConsumer<Entry> use) {
        for (int i = 0; i < count; i++) {
            int kind = readByte(at++);
            if (kind == OBJECT) {
                use.accept(new Entry(Kind.TYPE, "", readClass(at, buffer), ""), at - start);
            }
            at += kind == OBJECT || kind == NEW_OBJECT ? Short.BYTES : 0;
        }
    }
}
