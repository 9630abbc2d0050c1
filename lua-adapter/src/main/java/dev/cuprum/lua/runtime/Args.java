package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The arguments of a library function, checked as Lua's own library does, with its messages. */
public final class Args {

    private Args() {}

    /** A string, or a number as one. */
    public static LuaString string(Varargs args, int i) {
        LuaValue value = args.arg(i);
        if (!Text.isText(value)) {
            throw wrongType(args, i, "string");
        }
        return Text.of(value);
    }

    /** A string, or a number as one; {@code other} where it is nil. */
    public static LuaString string(Varargs args, int i, LuaString other) {
        return args.arg(i).isnil() ? other : string(args, i);
    }

    /** A number, or a text that is one. */
    public static double number(Varargs args, int i) {
        LuaValue value = args.arg(i);
        if (value instanceof Num number) {
            return number.v;
        }
        if (i > args.narg()) {
            throw wrongType(args, i, "number");
        }
        return number(value, i);
    }

    /** A number, or a text that is one, as the argument that is there. */
    public static double number(LuaValue value, int i) {
        if (Numbers.toNumber(value) instanceof Num number) {
            return number.v;
        }
        throw wrong(i, "number expected, got " + value.typename());
    }

    /** A number; {@code other} where it is nil. */
    public static double number(Varargs args, int i, double other) {
        return args.arg(i).isnil() ? other : number(args, i);
    }

    /** A number cut to an integer, as {@link #integer(double)} does it. */
    public static int integer(Varargs args, int i) {
        return integer(number(args, i));
    }

    /** A number cut to an integer; what has no place among the integers is the least of them, as in LuaJIT. */
    public static int integer(double number) {
        int cut = (int) number;
        boolean fits = number > -2147483649.0 && number < 2147483648.0;
        return fits ? cut : Integer.MIN_VALUE;
    }

    /** A number cut to an integer as well; {@code other} where it is nil. */
    public static int integer(Varargs args, int i, int other) {
        return args.arg(i).isnil() ? other : integer(args, i);
    }

    /** A table. */
    public static Table table(Varargs args, int i) {
        if (args.arg(i) instanceof Table table) {
            return table;
        }
        throw wrongType(args, i, "table");
    }

    /** A function. */
    public static LuaFunction function(Varargs args, int i) {
        if (args.arg(i) instanceof LuaFunction function) {
            return function;
        }
        throw wrongType(args, i, "function");
    }

    /** Any value, also nil, as long as it is there. */
    public static LuaValue any(Varargs args, int i) {
        if (args.narg() < i) {
            throw wrong(i, "value expected");
        }
        return args.arg(i);
    }

    /** The error for an argument with a fault. */
    public static RuntimeException wrong(int i, String fault) {
        return new BadArgument(i, fault);
    }

    /** The error for an argument of a wrong type. */
    public static RuntimeException wrongType(Varargs args, int i, String expected) {
        String actual = i > args.narg() ? "no value" : args.arg(i).typename();
        return wrong(i, expected + " expected, got " + actual);
    }
}
