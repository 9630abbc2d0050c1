package dev.cuprum.lua.differential;

import dev.cuprum.lua.differential.Scope.Kind;
import dev.cuprum.lua.differential.Scope.Variable;
import java.util.Random;
import java.util.function.Supplier;

/** Expressions of a kind over the variables of a scope; now and then of another kind, which is an error when it runs. */
final class RandomExpressions {

    private static final String[] NUMBERS = {
        "0",
        "1",
        "2",
        "3",
        "5",
        "7",
        "10",
        "-1",
        "-3",
        "0.5",
        "1.5",
        "-2.5",
        "100",
        "0.1",
        "1e15",
        "2^53",
        "2147483647",
        "-2147483648",
        "4294967296",
        "1e300",
        "(1/0)",
        "(-1/0)",
        "(0/0)",
        "-0",
        "0x10",
        "3e-2",
        "2^31",
        "4294967295",
        "-2147483649",
        "1e14",
        "1e16",
        "123456.789",
        "(0.1 + 0.2)",
        "1.7976931348623157e308",
        "5e-324"
    };
    private static final String[] STRINGS = {
        "''",
        "'a'",
        "'abc'",
        "'hello world'",
        "'10'",
        "'0x10'",
        "'-1.5'",
        "'x y'",
        "'a,b,,c'",
        "'\\n'",
        "([[long]])",
        "'nan'",
        "'é'",
        "' 7 '",
        "'1e2'",
        "'0b11'",
        "'(a(b)c)'",
        "'hello hello'",
        "'\\0z\\\\\"'"
    };
    private static final String[] ARITHMETIC = {"+", "+", "-", "-", "*", "*", "/", "%", "^"};
    private static final String[] COMPARISON = {"<", "<=", ">", ">=", "==", "~="};
    private static final String[] FIELDS = {"n", "x", "y", "name", "next"};
    private static final String[] METAMETHODS = {
        "__index",
        "__index",
        "__newindex",
        "__call",
        "__eq",
        "__lt",
        "__le",
        "__concat",
        "__add",
        "__sub",
        "__mul",
        "__div",
        "__mod",
        "__pow",
        "__unm",
        "__len",
        "__tostring",
        "__metatable"
    };
    private static final int MAX_DEPTH = 2;

    private final Random random;
    private final Scope scope;
    private final RandomCalls calls = new RandomCalls(this);
    private int varargs;
    private boolean wild;

    RandomExpressions(Random random, Scope scope) {
        this.random = random;
        this.scope = scope;
    }

    /** Whether {@code ...} may be used from here on; the answer is what was before. */
    int varargs(int now) {
        int before = varargs;
        varargs = now;
        return before;
    }

    boolean hasVarargs() {
        return varargs > 0;
    }

    /** Whether errors are wanted from here on; the answer is what was before. */
    boolean wild(boolean now) {
        boolean before = wild;
        wild = now;
        return before;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    Kind kind() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> Kind.NUMBER;
            case 4, 5, 6 -> Kind.STRING;
            case 7 -> Kind.BOOLEAN;
            case 8 -> Kind.ARRAY;
            case 9 -> Kind.OBJECT;
            case 10 -> chance(50) ? Kind.FUNCTION : Kind.STRING;
            default -> Kind.ANY;
        };
    }

    String field() {
        return oneOf(FIELDS);
    }

    String number() {
        return of(Kind.NUMBER);
    }

    String string() {
        return of(Kind.STRING);
    }

    String condition() {
        return of(Kind.BOOLEAN);
    }

    String of(Kind kind) {
        return of(kind, random.nextInt(MAX_DEPTH) + 1);
    }

    /** A list of one or more expressions. */
    String list(int most) {
        StringBuilder list = new StringBuilder(of(kind()));
        for (int i = random.nextInt(most); i > 0; i--) {
            list.append(", ").append(of(kind()));
        }
        if (varargs > 0 && chance(15)) {
            list.append(", ...");
        }
        return list.toString();
    }

    String of(Kind wanted, int depth) {
        Kind kind = wild && chance(4) ? kind() : wanted;
        if (depth <= 0 || chance(25)) {
            return leaf(kind);
        }
        return switch (kind) {
            case NUMBER -> number(depth - 1);
            case STRING -> string(depth - 1);
            case BOOLEAN -> condition(depth - 1);
            case ARRAY -> array(depth - 1);
            case OBJECT -> object(depth - 1);
            case FUNCTION -> function(depth - 1);
            case ANY -> any(depth);
            case DIRECT -> direct(depth);
        };
    }

    /** What is written without {@code ...}, for it is in a function of its own. */
    private String fixed(Supplier<String> expression) {
        int before = varargs(0);
        String text = expression.get();
        varargs(before);
        return text;
    }

    /** A statement about an array. */
    String onArray(String array) {
        return calls.onArray(array);
    }

    private String leaf(Kind kind) {
        Variable variable = chance(75) ? scope.some(kind) : null;
        if (variable != null) {
            return variable.name();
        }
        return switch (kind) {
            case NUMBER -> oneOf(NUMBERS);
            case STRING -> oneOf(STRINGS);
            case BOOLEAN -> oneOf("true", "false", "nil");
            case ARRAY -> oneOf("{}", "{1, 2, 3}", "{'a', 'b'}", "{1, nil, 3}", "{nil, 2}");
            case OBJECT -> oneOf("{}", "{n = 1}", "{x = 1, y = 'y'}", "new(" + oneOf(NUMBERS) + ")");
            case FUNCTION ->
                oneOf(
                        "function() end",
                        "function(...) return ... end",
                        "function(p) return p end",
                        "string.upper",
                        "math.abs");
            case DIRECT -> oneOf(NUMBERS);
            case ANY -> oneOf("nil", "true", "false", "1", "'s'", "{}", "G1", "G2");
        };
    }

    private String number(int depth) {
        return switch (random.nextInt(18)) {
            case 0 -> "#" + of(Kind.ARRAY, 0);
            case 1 -> "#(" + of(Kind.STRING, depth) + ")";
            case 2 -> "-(" + of(Kind.NUMBER, depth) + ")";
            case 3 -> tame("(" + call(depth) + ")");
            case 4 -> tame("tonumber(" + of(Kind.STRING, depth) + ")");
            case 5 -> varargs > 0 ? "select('#', ...)" : "math.floor(" + of(Kind.NUMBER, depth) + ")";
            case 6 ->
                "(" + of(Kind.BOOLEAN, depth) + " and " + of(Kind.NUMBER, depth) + " or " + of(Kind.NUMBER, depth)
                        + ")";
            case 7 -> tame(indexed(Kind.ARRAY, "[" + of(Kind.NUMBER, 0) + "]"));
            case 8 -> tame(indexed(Kind.OBJECT, "." + field()));
            case 9 -> tame("(" + calls.number(depth) + ")");
            case 10 -> direct(depth);
            case 11 ->
                "(" + oneOf("'10'", "' 7 '", "'0x10'", "'1e2'", "'-1.5'") + " " + oneOf(ARITHMETIC) + " "
                        + of(Kind.NUMBER, depth) + ")";
            default -> "(" + of(Kind.NUMBER, depth) + " " + oneOf(ARITHMETIC) + " " + of(Kind.NUMBER, depth) + ")";
        };
    }

    /** A call of a function that nothing but calls ever sees. */
    private String direct(int depth) {
        Variable function = scope.some(Kind.DIRECT);
        return function == null
                ? "(" + of(Kind.NUMBER, depth) + " - " + of(Kind.NUMBER, depth) + ")"
                : tame("(" + function.name() + "(" + of(Kind.NUMBER, depth) + ", "
                        + of(chance(90) ? Kind.NUMBER : kind(), 0) + "))");
    }

    /** An expression that would often be no number, made one where no errors are wanted. */
    private String tame(String expression) {
        return wild ? expression : "num(" + expression + ")";
    }

    /** An object that has all metamethods, where no errors are wanted. */
    private String comparable(int depth) {
        return wild ? of(Kind.OBJECT, 0) : "new(" + of(Kind.NUMBER, depth) + ")";
    }

    private String indexed(Kind kind, String index) {
        Variable variable = scope.some(kind);
        return variable == null
                ? "new(" + oneOf(NUMBERS) + ")" + index.replaceFirst("^\\[.*", ".n")
                : variable.name() + index;
    }

    private String string(int depth) {
        return switch (random.nextInt(14)) {
            case 0 -> "(" + of(Kind.STRING, depth) + "):sub(" + of(Kind.NUMBER, 0) + ", " + of(Kind.NUMBER, 0) + ")";
            case 1 -> "(" + of(Kind.STRING, depth) + "):" + oneOf("upper", "lower", "reverse") + "()";
            case 2 -> "(" + of(Kind.STRING, 0) + "):rep(" + oneOf("0", "1", "2", "3") + ")";
            case 3 -> "str(" + of(Kind.ANY, depth) + ")";
            case 4 ->
                "string.format('" + oneOf("%d", "%5.2f", "%g", "%x", "%3d|%-3s") + "', " + of(Kind.NUMBER, depth)
                        + ", plain(" + of(Kind.STRING, 0) + "))";
            case 5 -> "(" + of(Kind.STRING, depth) + " or " + of(Kind.STRING, depth) + ")";
            case 6 ->
                "((" + of(Kind.STRING, depth) + "):gsub('" + oneOf("%w", "a", "(.)(.)", "%s*", "[^a-c]") + "', "
                        + oneOf("'%0%0'", "'-'", "string.upper", "{a = 'A'}", "function(c) return c .. '!' end") + "))";
            case 7 -> "type(" + of(Kind.ANY, depth) + ")";
            case 8, 9 ->
                wild
                        ? "(" + calls.string(depth) + ")"
                        : "attempt(function() return " + fixed(() -> calls.string(depth)) + " end)";
            default -> concatenation(depth);
        };
    }

    private String concatenation(int depth) {
        StringBuilder chain = new StringBuilder("(").append(term(depth));
        for (int i = random.nextInt(chance(10) ? 12 : 4); i >= 0; i--) {
            chain.append(" .. ").append(term(depth));
        }
        return chain.append(")").toString();
    }

    private String term(int depth) {
        String term = of(chance(35) ? Kind.NUMBER : Kind.STRING, depth - 1);
        return term.matches("-?[0-9x.^]+(e-?\\d+)?") ? "(" + term + ")" : term;
    }

    private String condition(int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> "not " + of(Kind.BOOLEAN, depth);
            case 1 -> "(" + of(Kind.BOOLEAN, depth) + " and " + of(Kind.BOOLEAN, depth) + ")";
            case 2 -> "(" + of(Kind.BOOLEAN, depth) + " or " + of(Kind.BOOLEAN, depth) + ")";
            case 3 -> "(" + of(Kind.STRING, depth) + " " + oneOf(COMPARISON) + " " + of(Kind.STRING, depth) + ")";
            case 4 -> "(" + of(Kind.ANY, depth) + " " + oneOf("==", "~=") + " " + of(Kind.ANY, depth) + ")";
            case 5 -> "(" + comparable(0) + " " + oneOf(COMPARISON) + " " + comparable(depth) + ")";
            default -> "(" + of(Kind.NUMBER, depth) + " " + oneOf(COMPARISON) + " " + of(Kind.NUMBER, depth) + ")";
        };
    }

    private String array(int depth) {
        StringBuilder table = new StringBuilder("{");
        for (int i = random.nextInt(4); i > 0; i--) {
            table.append(chance(8) ? "nil" : of(chance(70) ? Kind.NUMBER : kind(), depth - 1))
                    .append(chance(90) ? ", " : "; ");
        }
        if (varargs > 0 && chance(40)) {
            return table.append("...}").toString();
        }
        return table.append(chance(20) ? call(depth) : of(kind(), depth - 1))
                .append("}")
                .toString();
    }

    private String object(int depth) {
        if (chance(50)) {
            return "new(" + of(Kind.NUMBER, depth) + ")";
        }
        return switch (random.nextInt(6)) {
            case 0 ->
                "(" + comparable(depth) + " " + oneOf(ARITHMETIC) + " " + (chance(50) ? number() : comparable(0)) + ")";
            case 1 ->
                "{" + field() + " = " + of(kind(), depth) + ", [" + of(chance(50) ? Kind.NUMBER : Kind.STRING, 0)
                        + "] = " + of(kind(), depth) + "}";
            case 2 -> "setmetatable({}, {__index = " + of(Kind.OBJECT, 0) + "})";
            case 3, 4 -> withMetatable(depth);
            default -> "{" + field() + " = " + of(kind(), depth) + ", " + of(kind(), depth) + "}";
        };
    }

    /** An object with metamethods of its own, which may be wrong. */
    private String withMetatable(int depth) {
        StringBuilder table = new StringBuilder("setmetatable({n = ")
                .append(of(Kind.NUMBER, 0))
                .append("}, {");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            table.append(oneOf(METAMETHODS))
                    .append(" = ")
                    .append(metamethod(depth))
                    .append(", ");
        }
        return table.append("})").toString();
    }

    private String metamethod(int depth) {
        if (chance(wild ? 10 : 4)) {
            return of(kind(), 0);
        }
        int before = varargs(0);
        int mark = scope.mark();
        scope.declare("p", Kind.OBJECT);
        scope.declare("q", Kind.ANY);
        String result = of(kind(), Math.min(depth, 1));
        scope.release(mark);
        varargs(before);
        return "function(p, q" + oneOf("", ", r", ", ...") + ") tick() return " + result + " end";
    }

    private String function(int depth) {
        int before = varargs(0);
        int mark = scope.mark();
        String parameter = scope.name();
        scope.declare(parameter, chance(70) ? Kind.NUMBER : Kind.STRING);
        String result = of(kind(), Math.min(depth, 1));
        String head = "function(" + parameter + ") tick() ";
        Variable outer = chance(40) ? scope.assignable() : null;
        String change = outer == null ? "" : outer.name() + " = " + of(outer.kind(), 0) + " ";
        scope.release(mark);
        varargs(before);
        return "(" + head + change + "return " + result + " end)";
    }

    /** A call of some function with some arguments. */
    String call(int depth) {
        Variable function = scope.some(Kind.FUNCTION);
        String arguments = of(Kind.NUMBER, depth - 1) + (chance(50) ? "" : ", " + of(kind(), depth - 1));
        if (varargs > 0 && chance(25)) {
            arguments = chance(50) ? "..." : arguments + ", ...";
        }
        if (function != null && chance(80)) {
            return function.name() + "(" + arguments + ")";
        }
        return switch (random.nextInt(8)) {
            case 0 -> "select(" + oneOf("1", "2", "-1") + ", " + arguments + ")";
            case 1 -> "two(" + arguments + ")";
            case 2 ->
                "math." + oneOf("abs", "floor", "max", "min") + "(" + number() + ", " + of(Kind.NUMBER, depth) + ")";
            case 3 -> indexed(Kind.OBJECT, ":" + (wild && chance(20) ? field() : "get") + "(" + arguments + ")");
            case 4, 5 ->
                wild ? calls.any(depth) : "attempt(function() return " + fixed(() -> calls.any(depth)) + " end)";
            case 6 -> "pcall(error, " + of(kind(), depth) + ", " + random.nextInt(3) + ")";
            default -> "G1(" + arguments + ")";
        };
    }

    private String any(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> leaf(Kind.ANY);
            case 1 -> "(" + call(depth - 1) + ")";
            case 2 -> varargs > 0 ? "(...)" : "nil";
            case 3 ->
                "(" + of(Kind.ANY, depth - 1) + " and " + of(Kind.ANY, depth - 1) + " or " + of(Kind.ANY, depth - 1)
                        + ")";
            default -> of(kind() == Kind.ANY ? Kind.NUMBER : kind(), depth - 1);
        };
    }
}
