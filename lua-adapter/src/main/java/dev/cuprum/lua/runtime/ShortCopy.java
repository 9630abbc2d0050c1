package dev.cuprum.lua.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Copies of a few bytes, as most parts are that strings are put together of. {@link System#arraycopy} calls a routine
 * that takes longer to get going than such a copy takes: two words that may overlap.
 */
public final class ShortCopy {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;

    private ShortCopy() {}

    /** Copies bytes from one array to another; within one only where they do not overlap. */
    public static void copy(byte[] from, int start, byte[] into, int at, int count) {
        if (count > 2 * Long.BYTES) {
            System.arraycopy(from, start, into, at, count);
        } else if (count >= Long.BYTES) {
            long last = (long) LONGS.get(from, start + count - Long.BYTES);
            LONGS.set(into, at, (long) LONGS.get(from, start));
            LONGS.set(into, at + count - Long.BYTES, last);
        } else if (count >= Integer.BYTES) {
            int last = (int) INTS.get(from, start + count - Integer.BYTES);
            INTS.set(into, at, (int) INTS.get(from, start));
            INTS.set(into, at + count - Integer.BYTES, last);
        } else if (count > 0) {
            // One, two or three of them.
            byte middle = from[start + (count >> 1)];
            byte last = from[start + count - 1];
            into[at] = from[start];
            into[at + (count >> 1)] = middle;
            into[at + count - 1] = last;
        }
    }

    /**
     * Writes the same byte so many times.
     *
     * @param into where it is left open whether up to eight bytes behind them are written too
     */
    public static void fill(byte[] into, int at, int count, char c) {
        if (count <= Long.BYTES && at <= into.length - Long.BYTES) {
            LONGS.set(into, at, c * ONES);
        } else {
            for (int i = at; i < at + count; i++) {
                into[i] = (byte) c;
            }
        }
    }
}
