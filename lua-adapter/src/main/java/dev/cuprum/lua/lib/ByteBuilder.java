package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.ShortCopy;
import dev.cuprum.lua.runtime.Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Puts a string together; asks the budget before it grows, and every few thousand bytes. */
public final class ByteBuilder {

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MAX_LENGTH = Integer.MAX_VALUE - 16;

    /** How many bytes are put together between two looks at the budget. */
    private static final int BETWEEN_POLLS = 16 * 1024;

    /** What is left over of an array of this size is not worth a copy. */
    private static final int SMALL = 64;

    /** For a string with a smaller array LuaJ looks into a table that all threads share, and hashes it twice. */
    static final int LEAST = 33;

    /** Whose it is; where null, that of the execution on this thread is asked for when there is something to ask. */
    private @Nullable Budget budget;

    private byte[] bytes;
    private int length;
    private int nextPoll = BETWEEN_POLLS;
    /** Up to here bytes can be added without more ado. */
    private int limit;

    /** An empty one. */
    public ByteBuilder(Budget budget) {
        this(budget, 48);
    }

    /** An empty one, for about so many bytes. */
    public ByteBuilder(Budget budget, long expected) {
        this.budget = budget;
        budget.reserve(expected);
        bytes = new byte[(int) Math.min(expected, MAX_LENGTH)];
        limit = Math.min(bytes.length, nextPoll);
    }

    /** An empty one for a few bytes, as most are that are put together: the budget is asked once there are more. */
    ByteBuilder(int few) {
        bytes = new byte[few];
        limit = few;
    }

    private Budget budget() {
        Budget known = budget;
        if (known == null) {
            known = LuaRun.current().budget();
            budget = known;
        }
        return known;
    }

    private void grow(int by) {
        if (by > limit - length) {
            more(by);
        }
    }

    private void more(int by) {
        if (by > nextPoll - length) {
            budget().poll();
            nextPoll = (int) Math.min((long) length + by + BETWEEN_POLLS, MAX_LENGTH);
        }
        if (by > bytes.length - length) {
            enlarge((long) length + by);
        }
        limit = Math.min(bytes.length, nextPoll);
    }

    private void enlarge(long needed) {
        long size = Math.min(Math.max(needed, 2L * bytes.length), MAX_LENGTH);
        budget().reserve(size);
        if (needed > MAX_LENGTH) {
            throw new ScriptError("string length overflow");
        }
        bytes = Arrays.copyOf(bytes, (int) size);
    }

    /** Adds one byte. */
    public ByteBuilder add(int b) {
        grow(1);
        bytes[length++] = (byte) b;
        return this;
    }

    /** Adds a part of an array. */
    public ByteBuilder add(byte[] source, int start, int count) {
        grow(count);
        if (count > BETWEEN_POLLS) {
            return addMuch(source, start, count);
        }
        ShortCopy.copy(source, start, bytes, length, count);
        length += count;
        return this;
    }

    private ByteBuilder addMuch(byte[] source, int start, int count) {
        for (int copied = 0; copied < count; copied += BETWEEN_POLLS) {
            int piece = Math.min(BETWEEN_POLLS, count - copied);
            System.arraycopy(source, start + copied, bytes, length, piece);
            length += piece;
            budget().poll();
        }
        return this;
    }

    /** Up to eight bytes as one number, for {@link #addFew}. */
    static long packed(byte[] few) {
        return (long) LITTLE_ENDIAN.get(Arrays.copyOf(few, Long.BYTES), 0);
    }

    /** Adds up to eight bytes in one go. */
    void addFew(long packed, int count) {
        grow(Long.BYTES);
        LITTLE_ENDIAN.set(bytes, length, packed);
        length += count;
    }

    /** Adds a string. */
    public ByteBuilder add(LuaString string) {
        return add(string.m_bytes, string.m_offset, string.m_length);
    }

    /** Adds text, one byte for each character. */
    public ByteBuilder add(String text) {
        byte[] source = text.getBytes(StandardCharsets.ISO_8859_1);
        return add(source, 0, source.length);
    }

    /** Adds a number as Lua writes it. */
    public ByteBuilder add(double number) {
        room(Numbers.MAX_LENGTH);
        length = Numbers.write(number, bytes, length);
        return this;
    }

    /** Adds an integer that is not negative. */
    ByteBuilder addInteger(int number) {
        grow(Numbers.MAX_INT_LENGTH);
        length = Numbers.write(number, bytes, length);
        return this;
    }

    /** Adds a string, or a number as one. */
    public ByteBuilder addText(LuaValue value) {
        return value instanceof Num number ? add(number.v) : add(Text.of(value));
    }

    /** Adds a byte so many times. */
    public ByteBuilder fill(char c, int times) {
        if (times > 0) {
            grow(times);
            ShortCopy.fill(bytes, length, times, c);
            length += times;
        }
        return this;
    }

    /** Goes on with what it has, again and again, until it has so many bytes. */
    public ByteBuilder repeatUpTo(int total) {
        int period = length;
        while (period > 0 && length < total) {
            int from = length % period;
            add(bytes, from, Math.min(Math.min(length - from, total - length), BETWEEN_POLLS));
        }
        return this;
    }

    /** The array, with room for so many bytes more behind those that it has; to be followed by {@link #length(int)}. */
    byte[] room(int count) {
        grow(count);
        return bytes;
    }

    /** Has as many bytes as somebody has written into its array. */
    void length(int length) {
        this.length = length;
    }

    /** Moves what was added since {@code start} to the right, or fills up on its right, to a width. */
    void justify(int start, int width, boolean left) {
        int missing = width - (length - start);
        if (missing > 0) {
            insert(left ? length : start, missing, ' ');
        }
    }

    /** Puts so many bytes in at a place. */
    void insert(int place, int count, char c) {
        grow(count);
        System.arraycopy(bytes, place, bytes, place + count, length - place);
        Arrays.fill(bytes, place, place + count, (byte) c);
        length += count;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    /** The bytes. */
    public byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** The bytes as a string; nothing may be added afterwards. */
    public LuaString string() {
        if (length == 0) {
            return LuaValue.EMPTYSTRING;
        }
        boolean full = bytes.length <= SMALL || length >= bytes.length - bytes.length / 8;
        byte[] exact = full ? bytes : Arrays.copyOf(bytes, Math.max(length, LEAST));
        return Text.string(exact, 0, length);
    }
}
