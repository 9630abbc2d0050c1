package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import java.lang.ref.WeakReference;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Random numbers of one execution: LuaJIT's generator, a combination of four shift registers, with the same numbers for
 * the same seed. Every execution begins with a seed of its own that nobody can predict, and none can touch another's.
 */
final class Random {

    private static final int[] LENGTHS = {63, 58, 55, 47};
    private static final int[] TAPS = {31, 19, 24, 21};
    private static final int[] STEPS = {18, 28, 7, 8};
    private static final int WARM_UP = 10;
    private static final long FRACTION = (1L << 52) - 1;

    /** The generator of the execution that used one last on this thread. */
    private static final ThreadLocal<Random> LAST = ThreadLocal.withInitial(() -> new Random(null));

    private final @Nullable WeakReference<LuaRun> owner;
    private final long[] registers = new long[LENGTHS.length];

    private Random(@Nullable LuaRun owner) {
        this.owner = owner == null ? null : new WeakReference<>(owner);
        seed(ThreadLocalRandom.current().nextDouble() * 0x1p53);
    }

    private static Random current() {
        LuaRun run = LuaRun.current();
        Random random = LAST.get();
        if (random.owner == null || !random.owner.refersTo(run)) {
            random = new Random(run);
            LAST.set(random);
        }
        return random;
    }

    private void seed(double seed) {
        double d = seed;
        for (int i = 0; i < registers.length; i++) {
            d = d * Math.PI + Math.E;
            long bits = Double.doubleToRawLongBits(d);
            long least = 1L << (64 - LENGTHS[i]);
            registers[i] = Long.compareUnsigned(bits, least) < 0 ? bits + least : bits;
        }
        for (int i = 0; i < WARM_UP; i++) {
            next();
        }
    }

    /** The next number, from 0 on, less than 1. */
    private double next() {
        long bits = 0;
        for (int i = 0; i < registers.length; i++) {
            long z = registers[i];
            int length = LENGTHS[i];
            z = (((z << TAPS[i]) ^ z) >>> (length - STEPS[i])) ^ ((z & (-1L << (64 - length))) << STEPS[i]);
            bits ^= z;
            registers[i] = z;
        }
        return Double.longBitsToDouble((bits & FRACTION) | 0x3ff0000000000000L) - 1;
    }

    static Varargs seed(Varargs args) {
        current().seed(Args.number(args, 1));
        return Calls.NOTHING;
    }

    /** {@code math.random}. */
    static final class Next extends Native {
        Next() {
            super("random", Next::random);
        }

        @Override
        public Varargs invoke0() {
            return Num.of(current().next());
        }

        @Override
        public Varargs invoke1(LuaValue high) {
            return high instanceof Num number
                    ? Num.of(Math.floor(current().next() * number.v) + 1)
                    : super.invoke1(high);
        }

        private static Varargs random(Varargs args) {
            double random = current().next();
            if (args.narg() == 0) {
                return Num.of(random);
            }
            double first = Args.number(args, 1);
            if (args.narg() == 1) {
                return Num.of(Math.floor(random * first) + 1);
            }
            double last = Args.number(args, 2);
            return Num.of(Math.floor(random * (last - first + 1)) + first);
        }
    }
}
