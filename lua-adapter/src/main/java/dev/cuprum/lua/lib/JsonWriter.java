package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ScriptError;
import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** The bytes of JSON as it is written: strings and numbers in JSON's form. Asks the budget before it grows. */
final class JsonWriter {

    private static final int MAX_LENGTH = Integer.MAX_VALUE - 16;
    private static final int BETWEEN_POLLS = 16 * 1024;
    private static final int LONGEST_ESCAPE = 6;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** What follows the backslash; 0 for a byte that stands for itself, u for one that is written as its number. */
    private static final byte[] ESCAPES = escapes();

    private final Budget budget;
    private final boolean escapesSlash;
    private byte[] bytes;
    private int length;
    private int nextPoll = BETWEEN_POLLS;

    JsonWriter(Budget budget, boolean escapesSlash, byte[] buffer) {
        this.budget = budget;
        this.escapesSlash = escapesSlash;
        this.bytes = buffer;
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[256];
        Arrays.fill(escapes, 0, ' ', (byte) 'u');
        escapes[127] = 'u';
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['/'] = '/';
        escapes['\\'] = '\\';
        return escapes;
    }

    private void ensure(int more) {
        if (length >= nextPoll) {
            budget.poll();
            nextPoll = length + BETWEEN_POLLS;
        }
        if (more > bytes.length - length) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) length + more;
        long size = Math.min(Math.max(needed, 2L * bytes.length), MAX_LENGTH);
        budget.reserve(size);
        if (needed > MAX_LENGTH) {
            throw new ScriptError("string length overflow");
        }
        bytes = Arrays.copyOf(bytes, (int) size);
    }

    void add(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
    }

    void add(String ascii) {
        int count = ascii.length();
        ensure(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) ascii.charAt(i);
        }
        length += count;
    }

    /** Adds a string in quotes. */
    void string(LuaString string) {
        int count = string.m_length;
        ensure(count + 2);
        byte[] from = string.m_bytes;
        byte[] into = bytes;
        int end = string.m_offset + count;
        int i = string.m_offset;
        int at = length;
        into[at++] = '"';
        while (i < end) {
            byte b = from[i];
            if (ESCAPES[b & 0xff] != 0) {
                break;
            }
            into[at++] = b;
            i++;
        }
        length = at;
        while (i < end) {
            i = escaped(from, i, end);
        }
        add('"');
    }

    /** Adds one byte that may have to be escaped, and those after it that need not. */
    private int escaped(byte[] from, int start, int end) {
        ensure(LONGEST_ESCAPE);
        byte b = from[start];
        byte escape = ESCAPES[b & 0xff];
        if (b == '/' && !escapesSlash) {
            bytes[length++] = b;
        } else {
            bytes[length++] = '\\';
            bytes[length++] = escape;
            if (escape == 'u') {
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[b >> 4];
                bytes[length++] = HEX[b & 15];
            }
        }
        int i = start + 1;
        while (i < end && ESCAPES[from[i] & 0xff] == 0) {
            i++;
        }
        int run = i - start - 1;
        ensure(run);
        System.arraycopy(from, start + 1, bytes, length, run);
        length += run;
        return i;
    }

    /** Adds a number with so many digits. */
    void number(double number, int precision) {
        ensure(DecimalDigits.LONGEST);
        int end = DecimalDigits.write(number, precision, bytes, length);
        if (end < 0) {
            add(Numbers.general(number, precision, false));
        } else {
            length = end;
        }
    }

    /** What has been written. */
    LuaString text() {
        budget.reserve(length);
        return LuaString.valueUsing(Arrays.copyOf(bytes, length));
    }

    /** What it was written in, which nothing refers to. */
    byte[] buffer() {
        return bytes;
    }
}
