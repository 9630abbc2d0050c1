package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** LuaJIT's bit library: operations on signed 32-bit integers. */
final class BitLib {

    /** Added to a number, it leaves the number's lowest 32 bits in those of the sum, rounded. */
    private static final double ROUNDING = 6755399441055744.0;

    private static final int DIGITS = 8;

    private BitLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("bit")
                .with("arshift", new ArithmeticShift())
                .with("band", new And())
                .with("bnot", args -> Num.of(~bits(args, 1)))
                .with("bor", new Or())
                .with("bswap", args -> Num.of(Integer.reverseBytes(bits(args, 1))))
                .with("bxor", new Xor())
                .with("lshift", new LeftShift())
                .with("rol", new RotateLeft())
                .with("ror", new RotateRight())
                .with("rshift", new RightShift())
                .with("tobit", args -> Num.of(bits(args, 1)))
                .with("tohex", BitLib::tohex)
                .seal();
    }

    private static int bits(Varargs args, int i) {
        return bits(Args.number(args, i));
    }

    private static int bits(double number) {
        return (int) Double.doubleToRawLongBits(number + ROUNDING);
    }

    /** An operation on two numbers; a class for each, so that its calls can be compiled to what it does. */
    private abstract static class Operation extends Native {
        Operation(String name, Body body) {
            super(name, body);
        }

        abstract int apply(int x, int y);

        @Override
        public final Varargs invoke2(LuaValue a, LuaValue b) {
            return a instanceof Num x && b instanceof Num y ? Num.of(apply(bits(x.v), bits(y.v))) : super.invoke2(a, b);
        }
    }

    private static final class And extends Operation {
        And() {
            super("band", args -> {
                int result = bits(args, 1);
                for (int i = 2; i <= args.narg(); i++) {
                    result &= bits(args, i);
                }
                return Num.of(result);
            });
        }

        @Override
        int apply(int x, int y) {
            return x & y;
        }
    }

    private static final class Or extends Operation {
        Or() {
            super("bor", args -> {
                int result = bits(args, 1);
                for (int i = 2; i <= args.narg(); i++) {
                    result |= bits(args, i);
                }
                return Num.of(result);
            });
        }

        @Override
        int apply(int x, int y) {
            return x | y;
        }
    }

    private static final class Xor extends Operation {
        Xor() {
            super("bxor", args -> {
                int result = bits(args, 1);
                for (int i = 2; i <= args.narg(); i++) {
                    result ^= bits(args, i);
                }
                return Num.of(result);
            });
        }

        @Override
        int apply(int x, int y) {
            return x ^ y;
        }
    }

    private static final class LeftShift extends Operation {
        LeftShift() {
            super("lshift", args -> Num.of(bits(args, 1) << bits(args, 2)));
        }

        @Override
        int apply(int x, int y) {
            return x << y;
        }
    }

    private static final class RightShift extends Operation {
        RightShift() {
            super("rshift", args -> Num.of(bits(args, 1) >>> bits(args, 2)));
        }

        @Override
        int apply(int x, int y) {
            return x >>> y;
        }
    }

    private static final class ArithmeticShift extends Operation {
        ArithmeticShift() {
            super("arshift", args -> Num.of(bits(args, 1) >> bits(args, 2)));
        }

        @Override
        int apply(int x, int y) {
            return x >> y;
        }
    }

    private static final class RotateLeft extends Operation {
        RotateLeft() {
            super("rol", args -> Num.of(Integer.rotateLeft(bits(args, 1), bits(args, 2))));
        }

        @Override
        int apply(int x, int y) {
            return Integer.rotateLeft(x, y);
        }
    }

    private static final class RotateRight extends Operation {
        RotateRight() {
            super("ror", args -> Num.of(Integer.rotateRight(bits(args, 1), bits(args, 2))));
        }

        @Override
        int apply(int x, int y) {
            return Integer.rotateRight(x, y);
        }
    }

    private static Varargs tohex(Varargs args) {
        int number = bits(args, 1);
        int digits = args.narg() < 2 ? DIGITS : bits(args, 2);
        String alphabet = digits < 0 ? "0123456789ABCDEF" : "0123456789abcdef";
        digits = digits < 0 ? -digits : digits;
        if (digits < DIGITS) {
            number &= (1 << (4 * digits)) - 1;
        }
        int needed = (Integer.SIZE - Integer.numberOfLeadingZeros(number) + 3) / 4;
        // LuaJIT keeps the number of digits, and one more, in a byte.
        int least = ((digits + 1) & 255) - 1;
        byte[] hex = new byte[Math.max(needed, least < 0 ? 1 : least)];
        for (int i = 0; i < hex.length; i++) {
            int digit = i < DIGITS ? (number >>> (4 * i)) & 15 : 0;
            hex[hex.length - 1 - i] = (byte) alphabet.charAt(digit);
        }
        return hex.length == 0 ? LuaValue.EMPTYSTRING : Text.string(hex);
    }
}
