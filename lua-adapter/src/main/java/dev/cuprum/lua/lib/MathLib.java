package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The math library. */
final class MathLib {

    private static final double LN_2 = Math.log(2);

    /** From here on a power of two takes every double to zero or to infinity. */
    private static final double ENOUGH = 5000;

    private MathLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("math")
                .with("pi", Num.of(Math.PI))
                .with("huge", Num.of(Double.POSITIVE_INFINITY))
                .with("abs", new Abs())
                .with("acos", of(Math::acos))
                .with("asin", of(Math::asin))
                .with("atan", of(Math::atan))
                .with("atan2", of(Math::atan2))
                .with("ceil", new Ceil())
                .with("cos", of(Math::cos))
                .with("cosh", of(Math::cosh))
                .with("deg", of(x -> x * (180 / Math.PI)))
                .with("exp", of(Math::exp))
                .with("floor", new Floor())
                .with("fmod", of((x, y) -> x % y))
                .with("frexp", MathLib::frexp)
                .with("ldexp", of(MathLib::ldexp))
                .with("log", MathLib::log)
                .with("log10", of(Math::log10))
                .with("max", new Max())
                .with("min", new Min())
                .with("modf", MathLib::modf)
                .with("pow", of(MathLib::pow))
                .with("rad", of(x -> x * (Math.PI / 180)))
                .with("random", new Random.Next())
                .with("randomseed", Random::seed)
                .with("sin", of(Math::sin))
                .with("sinh", of(Math::sinh))
                .with("sqrt", new Sqrt())
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

    /** A function of one number; a class for each, so that its calls can be compiled to what it does. */
    private abstract static class Unary extends Native {
        Unary(String name, DoubleUnaryOperator operator) {
            super(name, of(operator));
        }

        abstract double apply(double x);

        @Override
        public final Varargs invoke1(LuaValue x) {
            return x instanceof Num number ? Num.of(apply(number.v)) : super.invoke1(x);
        }
    }

    private static final class Abs extends Unary {
        Abs() {
            super("abs", Math::abs);
        }

        @Override
        double apply(double x) {
            return Math.abs(x);
        }
    }

    private static final class Ceil extends Unary {
        Ceil() {
            super("ceil", Math::ceil);
        }

        @Override
        double apply(double x) {
            return Math.ceil(x);
        }
    }

    private static final class Floor extends Unary {
        Floor() {
            super("floor", Math::floor);
        }

        @Override
        double apply(double x) {
            return Math.floor(x);
        }
    }

    private static final class Sqrt extends Unary {
        Sqrt() {
            super("sqrt", Math::sqrt);
        }

        @Override
        double apply(double x) {
            return Math.sqrt(x);
        }
    }

    /** The larger one of two; the second where one is no number or both are zero, as processors have it. */
    private static final class Max extends Native {
        Max() {
            super("max", args -> best(args, (x, y) -> x > y ? x : y));
        }

        @Override
        public Varargs invoke2(LuaValue a, LuaValue b) {
            return a instanceof Num x && b instanceof Num y ? (x.v > y.v ? x : y) : super.invoke2(a, b);
        }
    }

    /** The smaller one of two; the second where one is no number or both are zero, as processors have it. */
    private static final class Min extends Native {
        Min() {
            super("min", args -> best(args, (x, y) -> x < y ? x : y));
        }

        @Override
        public Varargs invoke2(LuaValue a, LuaValue b) {
            return a instanceof Num x && b instanceof Num y ? (x.v < y.v ? x : y) : super.invoke2(a, b);
        }
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
        if (args.narg() < 2) {
            return Num.of(Math.log(x));
        }
        double base = Args.number(args, 2);
        return Num.of(log2(x) * (1 / log2(base)));
    }

    private static double log2(double x) {
        int exponent = Math.getExponent(x);
        return x < Double.POSITIVE_INFINITY && x == Math.scalb(1.0, exponent) ? exponent : Math.log(x) / LN_2;
    }

    /** As in C, where 1 stays 1 even if the exponent is no number. */
    private static double pow(double x, double y) {
        return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : Math.pow(x, y);
    }

    private static double ldexp(double x, double exponent) {
        if (Double.isNaN(exponent)) {
            return exponent;
        }
        if (Double.isInfinite(exponent)) {
            return exponent > 0 ? x * exponent : x * 0;
        }
        return Math.scalb(x, (int) Math.max(-ENOUGH, Math.min(exponent, ENOUGH)));
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
        return LuaValue.varargsOf(Num.of(whole), Num.of(Double.isNaN(x) ? x : Math.copySign(rest, x)));
    }
}
