package dev.cuprum.lua.regex;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which characters one place of an expression may have. Where every one of them is a single byte, the array says all;
 * else it says which bytes they begin with, and a test is left for those that are longer. Immutable.
 */
final class CharSet {

    /** Any byte. */
    static final CharSet ANY_BYTE = new CharSet(filled(), null);

    /** For each byte, whether a character of the set may begin with it. */
    final boolean[] first;
    /** For characters of more than one byte; null where there are none in the set. */
    final @Nullable IntPredicate wide;
    /** Whether all characters of more than one byte are in the set. */
    final boolean allWide;

    CharSet(boolean[] first, @Nullable IntPredicate wide) {
        this.first = first;
        this.wide = wide;
        this.allWide = wide == Properties.ANY;
    }

    private static boolean[] filled() {
        boolean[] all = new boolean[256];
        java.util.Arrays.fill(all, true);
        return all;
    }

    /** Whether it can be matched byte by byte. */
    boolean isBytes() {
        return wide == null;
    }

    /** Whether a character of UTF-8 is in the set. */
    boolean has(int code) {
        return code < 0x80 ? first[code] : wide != null && wide.test(code);
    }

    /** The only byte of the set; -1 where there are others, or longer characters. */
    int single() {
        int found = -1;
        for (int b = 0; b < 256; b++) {
            if (first[b]) {
                if (found >= 0 || wide != null) {
                    return -1;
                }
                found = b;
            }
        }
        return found;
    }

    /** Whether no character is in the set. */
    boolean isEmpty() {
        for (boolean b : first) {
            if (b) {
                return false;
            }
        }
        return true;
    }
}
