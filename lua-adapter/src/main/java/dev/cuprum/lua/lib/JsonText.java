package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.luaj.vm2.LuaString;

/**
 * The text that is decoded, and the place in it: reads strings. Beyond the end there is a zero byte, and a
 * zero byte is an end, as in lua-cjson, which reads C's strings.
 */
final class JsonText {

    /** Keys that were read last, by their hashes: most texts have the same few over and over. Races lose a key. */
    private static final LuaString[] KEYS = new LuaString[1024];

    private static final int LONGEST_SHARED_KEY = 32;

    /** Strings stay parts of a text up to that size, beyond it they are copied, so as not to hold on to all of it. */
    private static final int LARGEST_SHARED = 64 * 1024;

    private static final int BETWEEN_POLLS = 16 * 1024;

    final Budget budget;
    final byte[] bytes;
    private final int start;
    final int end;
    private final boolean shares;
    private int nextPoll;

    /** The place. */
    int at;

    JsonText(LuaString text, Budget budget) {
        this.budget = budget;
        bytes = text.m_bytes;
        start = text.m_offset;
        end = start + text.m_length;
        shares = bytes.length > LONGEST_SHARED_KEY && bytes.length <= LARGEST_SHARED;
        at = start;
        nextPoll = at + BETWEEN_POLLS;
    }

    /** How many bytes have been read. */
    int read() {
        return at - start;
    }

    /** The byte at a place. */
    int byteAt(int i) {
        return i < end ? bytes[i] & 0xff : 0;
    }

    /** Passes white space; the byte that follows stays. */
    int peek() {
        while (true) {
            if (at >= nextPoll) {
                budget.poll();
                nextPoll = at + BETWEEN_POLLS;
            }
            int c = at < end ? bytes[at] : 0;
            if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                return c & 0xff;
            }
            at++;
        }
    }

    /** Passes a word, where it is there. */
    boolean passes(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (byteAt(at + i) != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    /** The error of something else than was expected. */
    JsonFault unexpected(String expected, String found, int where) {
        return new JsonFault("Expected " + expected + " but found " + found + " at character " + (where - start + 1));
    }

    /** Reads a string that is a value; its quote is next. */
    LuaString string(String expected) {
        int from = at + 1;
        int i = from;
        int stop = Math.min(end, from + BETWEEN_POLLS);
        while (i < stop) {
            byte c = bytes[i];
            if (c == '"') {
                at = i + 1;
                return shares ? Text.string(bytes, from, i - from) : copy(from, i);
            }
            if (c == '\\' || c == 0) {
                break;
            }
            i++;
        }
        return longer(from, i, expected);
    }

    /** Reads a string that is a key; its quote is next. */
    LuaString key(String expected) {
        int from = at + 1;
        int hash = 0;
        int stop = Math.min(end, from + LONGEST_SHARED_KEY);
        for (int i = from; i < stop; i++) {
            byte c = bytes[i];
            if (c == '"') {
                at = i + 1;
                return known(hash, from, i);
            }
            if (c == '\\' || c == 0) {
                break;
            }
            hash = hash * 31 + c;
        }
        return string(expected);
    }

    private LuaString known(int hash, int from, int to) {
        int place = (hash ^ hash >>> 10) & (KEYS.length - 1);
        LuaString last = KEYS[place];
        if (last != null && Arrays.equals(last.m_bytes, 0, last.m_bytes.length, bytes, from, to)) {
            return last;
        }
        LuaString made = Text.string(Arrays.copyOfRange(bytes, from, to));
        if (made.m_offset == 0 && made.m_length == made.m_bytes.length) {
            KEYS[place] = made;
        }
        return made;
    }

    private LuaString copy(int from, int to) {
        budget.reserve(to - from);
        return Text.string(Arrays.copyOfRange(bytes, from, to));
    }

    /** Reads on in a string that is long, or has escapes. */
    private LuaString longer(int from, int reached, String expected) {
        ByteBuilder result = new ByteBuilder(budget, Math.max(32, 2L * (reached - from)));
        int run = from;
        at = reached;
        while (true) {
            int c = byteAt(at);
            if (c == 0) {
                throw unexpected(expected, "unexpected end of string", at);
            }
            if (c == '"' || c == '\\') {
                result.add(bytes, run, at - run);
                if (c == '"') {
                    at++;
                    return result.string();
                }
                escape(result, expected);
                run = at;
            } else if (++at - run >= BETWEEN_POLLS) {
                result.add(bytes, run, at - run);
                run = at;
            }
        }
    }

    private void escape(ByteBuilder into, String expected) {
        int c = byteAt(at + 1);
        switch (c) {
            case '"', '\\', '/' -> into.add(c);
            case 'b' -> into.add('\b');
            case 'f' -> into.add('\f');
            case 'n' -> into.add('\n');
            case 'r' -> into.add('\r');
            case 't' -> into.add('\t');
            case 'u' -> {
                unicode(into, expected);
                return;
            }
            default -> throw unexpected(expected, "invalid escape code", at);
        }
        at += 2;
    }

    /** A character by its number: a high surrogate needs its low one behind it, and none stands alone. */
    private void unicode(ByteBuilder into, String expected) {
        int code = hex4(at + 2);
        int length = 6;
        if (code >= 0xd800 && code <= 0xdfff) {
            int low = byteAt(at + 6) == '\\' && byteAt(at + 7) == 'u' ? hex4(at + 8) : -1;
            boolean pair = code <= 0xdbff && low >= 0xdc00 && low <= 0xdfff;
            code = pair ? Character.toCodePoint((char) code, (char) low) : -1;
            length = 12;
        }
        if (code < 0) {
            throw unexpected(expected, "invalid unicode escape code", at);
        }
        if (code < 0x80) {
            into.add(code);
        } else {
            byte[] utf8 = Character.toString(code).getBytes(StandardCharsets.UTF_8);
            into.add(utf8, 0, utf8.length);
        }
        at += length;
    }

    private int hex4(int from) {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(byteAt(from + i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
