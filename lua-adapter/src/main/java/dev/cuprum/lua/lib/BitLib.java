package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.Text;
import java.util.Locale;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.luaj.vm2.Varargs;

/** LuaJIT's bit library: operations on signed 32-bit integers. */
final class BitLib {

    private static final double TWO_TO_32 = 4294967296.0;

    private BitLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("bit")
                .with("arshift", shift((x, n) -> x >> n))
                .with("band", fold((x, y) -> x & y))
                .with("bnot", of(x -> ~x))
                .with("bor", fold((x, y) -> x | y))
                .with("bswap", of(Integer::reverseBytes))
                .with("bxor", fold((x, y) -> x ^ y))
                .with("lshift", shift((x, n) -> x << n))
                .with("rol", shift(Integer::rotateLeft))
                .with("ror", shift(Integer::rotateRight))
                .with("rshift", shift((x, n) -> x >>> n))
                .with("tobit", of(x -> x))
                .with("tohex", BitLib::tohex)
                .seal();
    }

    private static int bits(Varargs args, int i) {
        double number = Math.rint(Args.number(args, i));
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return 0;
        }
        return (int) (long) (number % TWO_TO_32);
    }

    private static Native.Body of(IntUnaryOperator operator) {
        return args -> Num.of(operator.applyAsInt(bits(args, 1)));
    }

    private static Native.Body shift(IntBinaryOperator operator) {
        return args -> Num.of(operator.applyAsInt(bits(args, 1), bits(args, 2) & 31));
    }

    private static Native.Body fold(IntBinaryOperator operator) {
        return args -> {
            int result = bits(args, 1);
            for (int i = 2; i <= args.narg(); i++) {
                result = operator.applyAsInt(result, bits(args, i));
            }
            return Num.of(result);
        };
    }

    private static Varargs tohex(Varargs args) {
        int digits = args.arg(2).isnil() ? 8 : bits(args, 2);
        String hex = String.format("%08x", bits(args, 1));
        if (digits < 0) {
            hex = hex.toUpperCase(Locale.ROOT);
        }
        int kept = Math.min(8, Math.abs(Math.max(digits, -8)));
        return Text.lua(hex.substring(8 - kept));
    }
}
