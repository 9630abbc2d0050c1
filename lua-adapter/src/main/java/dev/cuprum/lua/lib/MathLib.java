package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The math library. */
final class MathLib {

    private MathLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("math")
                .with("pi", Num.of(Math.PI))
                .with("huge", Num.of(Double.POSITIVE_INFINITY))
                .with("abs", of(Math::abs))
                .with("acos", of(Math::acos))
                .with("asin", of(Math::asin))
                .with("atan", of(Math::atan))
                .with("atan2", of(Math::atan2))
                .with("ceil", of(Math::ceil))
                .with("cos", of(Math::cos))
                .with("cosh", of(Math::cosh))
                .with("deg", of(Math::toDegrees))
                .with("exp", of(Math::exp))
                .with("floor", of(Math::floor))
                .with("fmod", of((x, y) -> x % y))
                .with("frexp", MathLib::frexp)
                .with("ldexp", of((x, exponent) -> x * Math.pow(2, exponent)))
                .with("log", MathLib::log)
                .with("log10", of(Math::log10))
                .with("max", args -> best(args, (x, y) -> y > x ? y : x))
                .with("min", args -> best(args, (x, y) -> y < x ? y : x))
                .with("mod", of((x, y) -> x % y))
                .with("modf", MathLib::modf)
                .with("pow", of(Math::pow))
                .with("rad", of(Math::toRadians))
                .with("random", MathLib::random)
                .with("randomseed", MathLib::randomseed)
                .with("sin", of(Math::sin))
                .with("sinh", of(Math::sinh))
                .with("sqrt", of(Math::sqrt))
                .with("tan", of(Math::tan))
                .with("tanh", of(Math::tanh))
                .seal();
    }

    private static Native.Body of(DoubleUnaryOperator operator) {
        return args -> Num.of(operator.applyAsDouble(Args.number(args, 1)));
    }

    private static Native.Body of(DoubleBinaryOperator operator) {
        return args -> Num.of(operator.applyAsDouble(Args.number(args, 1), Args.number(args, 2)));
    }

    private static Varargs best(Varargs args, DoubleBinaryOperator choice) {
        double best = Args.number(args, 1);
        for (int i = 2; i <= args.narg(); i++) {
            best = choice.applyAsDouble(best, Args.number(args, i));
        }
        return Num.of(best);
    }

    private static Varargs log(Varargs args) {
        double x = Args.number(args, 1);
        if (args.arg(2).isnil()) {
            return Num.of(Math.log(x));
        }
        double base = Args.number(args, 2);
        return Num.of(base == 10 ? Math.log10(x) : Math.log(x) / Math.log(base));
    }

    private static Varargs frexp(Varargs args) {
        double x = Args.number(args, 1);
        if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
            return LuaValue.varargsOf(Num.of(x), Num.ZERO);
        }
        int exponent = Math.getExponent(x) + 1;
        double mantissa = Math.scalb(x, -exponent);
        if (Math.abs(mantissa) < 0.5) {
            // A subnormal number: getExponent does not know its own exponent.
            int more = Math.getExponent(mantissa) + 1;
            mantissa = Math.scalb(mantissa, -more);
            exponent += more;
        }
        return LuaValue.varargsOf(Num.of(mantissa), Num.of(exponent));
    }

    private static Varargs modf(Varargs args) {
        double x = Args.number(args, 1);
        double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
        double rest = Double.isInfinite(x) ? 0 : x - whole;
        return LuaValue.varargsOf(Num.of(whole), Num.of(rest));
    }

    private static Varargs random(Varargs args) {
        double random = ThreadLocalRandom.current().nextDouble();
        if (args.narg() == 0) {
            return Num.of(random);
        }
        double low = args.narg() == 1 ? 1 : Math.floor(Args.number(args, 1));
        double high = Math.floor(Args.number(args, args.narg() == 1 ? 1 : 2));
        if (!(low <= high)) {
            throw Args.wrong(args.narg() == 1 ? 1 : 2, "interval is empty");
        }
        return Num.of(Math.floor(random * (high - low + 1)) + low);
    }

    /** Takes the seed and leaves it: a generator that one unit seeds would be predictable for every other. */
    private static Varargs randomseed(Varargs args) {
        Args.number(args, 1, 0);
        return LuaValue.NONE;
    }
}
