package dev.cuprum.lua.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Lua's strings, which are bytes, as Java's, and values as text. */
public final class Text {

    /**
     * LuaJ's constructor, which is private: what it offers instead computes the hash of a short string twice, and keeps
     * it in a place that all threads share.
     */
    private static final MethodHandle STRING;

    static {
        try {
            STRING = MethodHandles.privateLookupIn(LuaString.class, MethodHandles.lookup())
                    .findConstructor(
                            LuaString.class, MethodType.methodType(void.class, byte[].class, int.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Text() {}

    /** A string of some bytes of an array, which must not be changed any more. */
    public static LuaString string(byte[] bytes, int offset, int length) {
        try {
            return (LuaString) STRING.invokeExact(bytes, offset, length);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A string of the bytes of an array, which must not be changed any more. */
    public static LuaString string(byte[] bytes) {
        return string(bytes, 0, bytes.length);
    }

    /** The bytes of a string, one character each. */
    public static String latin1(LuaString string) {
        return new String(string.m_bytes, string.m_offset, string.m_length, StandardCharsets.ISO_8859_1);
    }

    /** A string of one byte for each character. */
    public static LuaString lua(String text) {
        return string(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A string as people read it, where they write UTF-8. */
    public static String utf8(LuaString string) {
        return new String(string.m_bytes, string.m_offset, string.m_length, StandardCharsets.UTF_8);
    }

    /** The bytes of a string, in an array of their own or in the string's: not to be changed. */
    public static byte[] bytes(LuaString string) {
        boolean whole = string.m_offset == 0 && string.m_length == string.m_bytes.length;
        return whole
                ? string.m_bytes
                : Arrays.copyOfRange(string.m_bytes, string.m_offset, string.m_offset + string.m_length);
    }

    /** Whether a value is a string, or a number, which can stand for one. */
    public static boolean isText(LuaValue value) {
        return value instanceof LuaString || value instanceof Num;
    }

    /** The text of a string or a number. */
    public static LuaString of(LuaValue value) {
        return value instanceof LuaString string ? string : Numbers.text(((Num) value).v);
    }

    /** As much of an error's message as C takes for a string; anything else as it is. */
    public static LuaValue beforeZero(LuaValue message) {
        if (message instanceof LuaString text) {
            for (int i = 0; i < text.m_length; i++) {
                if (text.m_bytes[text.m_offset + i] == 0) {
                    return text.substring(0, i);
                }
            }
        }
        return message;
    }

    /** Any value as {@code tostring} has it. */
    public static LuaValue tostring(LuaValue value) {
        if (value instanceof LuaString) {
            return value;
        }
        if (value instanceof Num number) {
            return Numbers.text(number.v);
        }
        LuaValue convert = value.metatag(LuaValue.TOSTRING);
        if (!convert.isnil()) {
            return Metamethods.callee(convert).call(value);
        }
        return LuaString.valueOf(describe(value));
    }

    /** Any value as text, without running any of the unit's code. */
    public static String describe(LuaValue value) {
        if (value instanceof LuaString string) {
            return utf8(string);
        }
        if (value instanceof Num number) {
            return Numbers.format(number.v);
        }
        if (value.isnil() || value.isboolean()) {
            return value.isnil() ? "nil" : String.valueOf(value.toboolean());
        }
        if (value instanceof Table || value.isfunction()) {
            return value.typename() + ": " + String.format("0x%08x", System.identityHashCode(value));
        }
        return value.tojstring();
    }
}
