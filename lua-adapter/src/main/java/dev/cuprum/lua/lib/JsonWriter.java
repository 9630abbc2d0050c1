package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Decimals;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** The bytes of JSON as it is written: strings and numbers in JSON's form. Asks the budget before it grows. */
final class JsonWriter {

    private static final int MAX_LENGTH = Integer.MAX_VALUE - 16;
    private static final int BETWEEN_POLLS = 16 * 1024;
    private static final int LONGEST_ESCAPE = 6;

    /** As many digits as Lua itself writes. */
    private static final int LUA_DIGITS = 14;

    private static final double LUA_INTEGERS = 1e14;

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

    /** Adds a comma, unless a bracket has just been opened. */
    void separate() {
        byte last = bytes[length - 1];
        if (last != '[' && last != '{') {
            add(',');
        }
    }

    /** How many bytes have been written. */
    int length() {
        return length;
    }

    /** Takes back what was written after so many bytes. */
    void length(int length) {
        this.length = length;
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
        byte[] from = string.m_bytes;
        int i = string.m_offset;
        int end = i + string.m_length;
        ensure(end - i + 2);
        bytes[length++] = '"';
        while (i < end) {
            int stop = Math.min(end, i + BETWEEN_POLLS);
            byte[] into = bytes;
            int at = length;
            while (i < stop && ESCAPES[from[i] & 0xff] == 0) {
                into[at++] = from[i++];
            }
            length = at;
            ensure(end - i + LONGEST_ESCAPE + 1);
            if (i < stop) {
                escaped(from[i++]);
            }
        }
        bytes[length++] = '"';
    }

    private void escaped(byte b) {
        byte escape = ESCAPES[b & 0xff];
        if (b == '/' && !escapesSlash) {
            bytes[length++] = b;
            return;
        }
        bytes[length++] = '\\';
        bytes[length++] = escape;
        if (escape == 'u') {
            bytes[length++] = '0';
            bytes[length++] = '0';
            bytes[length++] = HEX[b >> 4];
            bytes[length++] = HEX[b & 15];
        }
    }

    /** Adds a finite number with so many digits. */
    void number(double number, int precision) {
        double magnitude = Math.abs(number);
        if (precision == LUA_DIGITS && magnitude < LUA_INTEGERS && magnitude == (long) magnitude) {
            ensure(Numbers.MAX_LENGTH);
            length = Numbers.write(number, bytes, length);
            return;
        }
        ensure(Decimals.room(magnitude, precision) + 1);
        if (number < 0 || (number == 0 && 1 / number < 0)) {
            bytes[length++] = '-';
        }
        int start = length;
        length = Decimals.general(magnitude, precision, false, bytes, start);
        if (JsonNumbers.isHalfway(magnitude, precision) && endsOdd(start, precision)) {
            length = Decimals.general(Math.nextDown(magnitude), precision, false, bytes, start);
        }
    }

    /** Whether the last of all the digits is odd: where there are fewer, it was a zero. */
    private boolean endsOdd(int start, int precision) {
        int digits = 0;
        int last = 0;
        for (int i = start; i < length && bytes[i] != 'e'; i++) {
            if (bytes[i] != '.' && (digits > 0 || bytes[i] != '0')) {
                digits++;
                last = bytes[i];
            }
        }
        return digits == precision && (last & 1) == 1;
    }

    /** What has been written. */
    LuaString text() {
        budget.reserve(length);
        return Text.string(Arrays.copyOf(bytes, length));
    }

    /** What it was written in, which nothing refers to. */
    byte[] buffer() {
        return bytes;
    }
}
