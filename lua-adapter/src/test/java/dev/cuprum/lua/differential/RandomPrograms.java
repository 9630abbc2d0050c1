package dev.cuprum.lua.differential;

import dev.cuprum.lua.differential.Scope.Kind;
import dev.cuprum.lua.differential.Scope.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Programs that always end and always do the same: a program is a function of its seed. Loops have small bounds,
 * functions take from a tank of fuel, strings are cut, and nothing depends on addresses or on the order of a hash.
 */
final class RandomPrograms {

    private static final String PRELUDE = Snippets.oneLine("programs.lua") + '\n';
    private static final int MAX_NESTING = 2;

    private final Random random;
    private final Scope scope;
    private final RandomExpressions some;
    private int nesting;
    private int labels;
    private String label = "";
    private boolean inLoop;
    private boolean inCoroutine;

    private RandomPrograms(long seed) {
        random = new Random(seed);
        scope = new Scope(random);
        some = new RandomExpressions(random, scope);
    }

    /** The program of a seed: the body of a function that is called with {@code 1, nil, 'x'}. */
    static List<Statement> program(long seed) {
        RandomPrograms programs = new RandomPrograms(seed * 0x9E3779B97F4A7C15L);
        programs.some.varargs(1);
        List<Statement> program = new ArrayList<>();
        for (int i = 2 + programs.random.nextInt(4); i > 0; i--) {
            programs.statement(program);
        }
        program.add(programs.print());
        return program;
    }

    /** The source that runs programs one after the other. */
    static String source(List<List<Statement>> programs) {
        StringBuilder source = new StringBuilder(PRELUDE);
        programs.forEach(program -> source.append("run(function(...)\n")
                .append(Statement.text(program))
                .append("end)\n"));
        return source.toString();
    }

    private void statement(List<Statement> to) {
        boolean deep = nesting >= MAX_NESTING;
        switch (random.nextInt(deep ? 10 : 33)) {
            case 0, 1 -> to.add(local());
            case 2, 3 -> to.add(assignment());
            case 4 -> to.add(multipleAssignment());
            case 5 -> to.add(field());
            case 6, 7 -> to.add(print());
            case 8 -> leave(to);
            case 9 -> to.add(global());
            case 10 -> to.add(guarded());
            case 11, 12 -> to.add(branch());
            case 13, 14 -> to.add(numericFor());
            case 15 -> genericFor(to);
            case 16 -> whileLoop(to);
            case 17 -> repeatLoop(to);
            case 18, 19 -> to.add(function());
            case 20, 25 -> to.add(guarded());
            case 21 -> closures(to);
            case 22 -> recursion(to);
            case 23 -> coroutine(to);
            case 24 -> backwards(to);
            case 26 -> to.add(direct());
            case 27 -> to.add(raising());
            case 28 -> sharing(to);
            case 29 -> to.add(loaded());
            case 30 -> parser(to);
            case 31 -> mutual(to);
            case 32 -> to.add(some.chance(1) ? large() : block());
            default -> to.add(block());
        }
    }

    /** A function of numbers that is only ever called, so that the compiler knows all there is to know of it. */
    private Statement direct() {
        String name = "D" + labels++;
        int mark = scope.mark();
        scope.declareConstant("p", Kind.NUMBER);
        scope.declare("q", Kind.NUMBER);
        boolean tail = some.chance(50);
        List<Statement> body = inFunction(0, statements -> {
            if (some.chance(50)) {
                statements.addAll(body(2));
            }
            statements.add(Statement.of("if p > 0 and p < 9 then return " + (tail ? "" : some.number() + " + ") + name
                    + "(p - 1, " + some.number() + ") end"));
            statements.add(Statement.of("return " + some.of(some.chance(85) ? Kind.NUMBER : some.kind())));
        });
        scope.release(mark);
        scope.declareConstant(name, Kind.DIRECT);
        return Statement.of("local function " + name + "(p, q)", body, "end");
    }

    /** An error that goes through functions: with a level, or caught and raised again. */
    private Statement raising() {
        int varargs = some.varargs(0);
        String fault =
                switch (random.nextInt(6)) {
                    case 0 -> "error('message', " + random.nextInt(4) + ")";
                    case 1 -> "error(" + some.of(some.kind(), 1) + ", " + random.nextInt(4) + ")";
                    case 2 -> "assert(" + some.oneOf("nil", "false") + ", " + some.of(some.kind(), 1) + ")";
                    case 3 ->
                        "local ok, e = pcall(error, " + some.of(some.kind(), 1) + ") error(e, " + random.nextInt(3)
                                + ")";
                    case 4 -> "return (nil)." + some.field();
                    default -> "error()";
                };
        some.varargs(varargs);
        String inner = "local function inner() " + fault + " end";
        String outer = some.oneOf(
                "local function outer() inner() return 1 end",
                "local function outer() return inner() end",
                "local outer = coroutine.wrap(inner)",
                "local outer = setmetatable({}, {__call = inner})",
                "local function outer() return setmetatable({}, {__index = inner}).x end",
                "local function outer() return (('x'):gsub('x', inner)) end");
        String call = some.oneOf(
                "out(pcall(outer))",
                "out(xpcall(outer, function(e) return str(e) .. '!' end))",
                "out(xpcall(outer, function(e) error(e) end))",
                "out(select('#', pcall(outer)))",
                "out(pcall(pcall, outer))");
        return Statement.of("do", List.of(Statement.of(inner), Statement.of(outer), Statement.of(call)), "end");
    }

    /** Closures over locals of a loop's body, which its condition sees too; they change what they share. */
    private void sharing(List<Statement> to) {
        String list = "F" + labels++;
        String counter = "r" + labels++;
        to.add(Statement.of("local " + list + ", " + counter + " = {}, 0"));
        int mark = scope.mark();
        scope.declareConstant(counter, Kind.NUMBER);
        boolean outerLoop = inLoop;
        String outerLabel = label;
        inLoop = false;
        label = "";
        List<Statement> body = new ArrayList<>();
        body.add(Statement.of(counter + " = " + counter + " + 1"));
        String own = scope.name();
        body.add(Statement.of("local " + own + " = " + some.number()));
        scope.declare(own, Kind.NUMBER);
        body.add(Statement.of(list + "[#" + list + " + 1] = function(p) tick() " + own + " = " + own
                + " + num(p) return " + own + " end"));
        if (some.chance(50)) {
            body.add(Statement.of(own + " = " + own + " + " + list + "[#" + list + "](" + some.number() + ")"));
        }
        if (some.chance(50)) {
            statement(body);
        }
        String condition = counter + " >= 3 or " + some.condition();
        inLoop = outerLoop;
        label = outerLabel;
        scope.release(mark);
        to.add(
                some.chance(60)
                        ? Statement.of("repeat", body, "until " + condition)
                        : Statement.of("while " + counter + " < 3 do", body, "end"));
        to.add(Statement.of("for i, f in ipairs(" + list + ") do out(pcall(f, i), f(1)) end"));
    }

    /** A program in a text. */
    private Statement loaded() {
        String text = Statement.text(new RandomPrograms(random.nextLong()).small());
        String first = some.oneOf("", "local part\n", "-- a part whose first line is longer than a name is\n");
        String name = first.isEmpty() ? ", '=part'" : "";
        return Statement.of("out(pcall(assert(loadstring([==[" + first + text + "]==]" + name + ")), 1))");
    }

    private List<Statement> small() {
        some.varargs(1);
        nesting = 1;
        labels = 100;
        List<Statement> small = body(3);
        small.add(print());
        return small;
    }

    /** What units do most: take a text apart, and put parts together. */
    private void parser(List<Statement> to) {
        String map = scope.name();
        to.add(Statement.of("local " + map + " = {}"));
        int mark = scope.mark();
        scope.declare("k", Kind.STRING);
        scope.declare("v", Kind.STRING);
        List<Statement> body = new ArrayList<>();
        body.add(Statement.of(
                map + "[k] = " + some.oneOf("v", "#v", "(" + map + "[k] or '') .. v", "tonumber(v) or v")));
        body.addAll(loop(2));
        scope.release(mark);
        to.add(Statement.of(
                "for k, v in (" + some.oneOf("'a=1,n=22,a=x'", "'x=1&y=&n=%20'", some.string()) + "):gmatch('"
                        + some.oneOf("(%w+)=(%w*)", "([^=&,]+)=([^&,]*)", "(%a)(.)") + "') do",
                body,
                "end"));
        to.add(Statement.of("out(" + map + ".a, " + map + ".n, " + map + ".x, " + map + "['y'])"));
        scope.declare(map, Kind.OBJECT);
    }

    /** Two functions that call each other. */
    private void mutual(List<Statement> to) {
        String even = scope.name();
        String odd = "M" + labels++;
        int mark = scope.mark();
        scope.declareConstant("depth", Kind.NUMBER);
        List<Statement> one = inFunction(0, statements -> {
            statements.add(Statement.of("if depth <= 0 then return " + some.list(2) + " end"));
            statements.add(Statement.of("return " + odd + "(depth - 1)"));
        });
        List<Statement> other = inFunction(0, statements -> {
            statements.addAll(body(1));
            statements.add(Statement.of(
                    some.chance(50) ? "return " + even + "(depth - 1)" : "return (" + even + "(depth - 1))"));
        });
        scope.release(mark);
        to.add(Statement.of("local " + odd));
        to.add(Statement.of("local function " + even + "(depth)", one, "end"));
        to.add(Statement.of("function " + odd + "(depth)", other, "end"));
        scope.declare(even, Kind.FUNCTION);
        to.add(Statement.of("out(pcall(" + even + ", " + random.nextInt(7) + "))"));
    }

    /** So much that it has to be divided. */
    private Statement large() {
        nesting++;
        int mark = scope.mark();
        List<Statement> body = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Statement> part = new ArrayList<>();
            for (int j = 0; j < 20; j++) {
                statement(part);
            }
            body.add(Statement.of("do", part, "end"));
            scope.release(mark);
        }
        nesting--;
        return Statement.of("do", body, "end");
    }

    private List<Statement> body(int most) {
        nesting++;
        int mark = scope.mark();
        List<Statement> body = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            statement(body);
        }
        if (some.chance(50)) {
            body.add(print());
        }
        scope.release(mark);
        nesting--;
        return body;
    }

    private Statement local() {
        Kind kind = some.kind();
        String value = some.of(kind);
        String name = scope.name();
        int form = random.nextInt(10);
        if (form < 6) {
            scope.declare(name, kind);
            return Statement.of("local " + name + " = cut(" + value + ")");
        }
        if (form == 6) {
            scope.declare(name, Kind.ANY);
            return Statement.of("local " + name);
        }
        String other = scope.name();
        String text = form == 7
                ? "local " + name + ", " + other + " = " + some.call(1)
                : "local " + name + ", " + other + " = " + value + ", "
                        + (form == 8 ? some.number() : some.hasVarargs() ? "..." : "nil");
        scope.declare(name, kind);
        scope.declare(other, form == 8 ? Kind.NUMBER : Kind.ANY);
        return Statement.of(text);
    }

    private Statement assignment() {
        Variable variable = scope.assignable();
        if (variable == null) {
            return local();
        }
        Kind kind = some.chance(85) ? variable.kind() : some.kind();
        String text = variable.name() + " = cut(" + some.of(kind) + ")";
        // What a branch or a loop may or may not have changed is still most likely what it was.
        if (nesting == 0) {
            scope.change(variable, kind);
        }
        return Statement.of(text);
    }

    private Statement multipleAssignment() {
        Variable first = scope.assignable();
        Variable second = scope.assignable();
        if (first == null || second == null) {
            return local();
        }
        Variable array = scope.some(Kind.ARRAY);
        return Statement.of(
                switch (random.nextInt(4)) {
                    case 0 -> first.name() + ", " + second.name() + " = " + second.name() + ", " + first.name();
                    case 1 -> first.name() + ", " + second.name() + " = " + some.call(1);
                    case 2 ->
                        array == null || array.equals(first)
                                ? first.name() + ", " + second.name() + " = " + some.of(first.kind(), 1)
                                : first.name() + ", " + array.name() + "[" + some.number() + "] = " + some.list(2);
                    default ->
                        first.name() + ", " + second.name() + " = cut(" + some.of(first.kind(), 2) + "), cut("
                                + some.of(second.kind(), 2) + ")";
                });
    }

    private Statement field() {
        Variable object = scope.some(some.chance(50) ? Kind.ARRAY : Kind.OBJECT);
        if (object == null) {
            return local();
        }
        String name = object.name();
        String value = "cut(" + some.of(some.kind()) + ")";
        if (object.kind() == Kind.OBJECT) {
            return some.chance(80)
                    ? Statement.of(name + "." + some.field() + " = " + value)
                    : functionOf("function " + name + ":get(", "self", Kind.OBJECT);
        }
        return Statement.of(
                switch (random.nextInt(8)) {
                    case 5, 6, 7 -> some.onArray(name);
                    case 0 -> name + "[#" + name + "] = nil";
                    case 1 -> name + "[" + some.number() + "] = " + value;
                    case 2 -> "table.insert(" + name + ", " + value + ")";
                    default -> name + "[#" + name + " + 1] = " + value;
                });
    }

    private Statement print() {
        return Statement.of("out(" + some.list(4) + ")");
    }

    private Statement global() {
        return Statement.of(
                some.chance(50) ? "G1 = " + some.of(Kind.FUNCTION) : "G2 = cut(" + some.of(some.kind()) + ")");
    }

    /** Break, continue, return, error or yield under a condition. */
    private void leave(List<Statement> to) {
        List<String> ways = new ArrayList<>();
        if (some.wild(false)) {
            some.wild(true);
            ways.add("error(" + error() + ")");
        }
        if (inLoop) {
            ways.add("break");
            ways.add("break");
        }
        if (!label.isEmpty()) {
            ways.add("goto " + label);
            ways.add("goto " + label);
        }
        if (nesting > 0) {
            ways.add("return " + some.list(2));
            ways.add("return " + some.call(1));
        }
        if (inCoroutine) {
            ways.add("out(coroutine.yield(" + some.list(2) + "))");
        }
        if (ways.isEmpty()) {
            to.add(print());
            return;
        }
        to.add(Statement.of("if " + some.condition() + " then " + ways.get(random.nextInt(ways.size())) + " end"));
    }

    private String error() {
        return switch (random.nextInt(4)) {
            case 0 -> "{code = " + some.number() + "}";
            case 1 -> some.string() + ", " + random.nextInt(3);
            case 2 -> some.of(Kind.ANY);
            default -> "'message'";
        };
    }

    private Statement branch() {
        String condition = "if " + some.condition() + " then";
        return switch (random.nextInt(3)) {
            case 0 -> Statement.of(condition, body(2), "end");
            case 1 -> new Statement(List.of(condition, "else", "end"), List.of(body(2), body(2)));
            default ->
                new Statement(
                        List.of(condition, "elseif " + some.condition() + " then", "else", "end"),
                        List.of(body(2), body(2), body(1)));
        };
    }

    /** The body of a loop, with a label at its end that it may continue at. */
    private List<Statement> loop(int most) {
        boolean outerLoop = inLoop;
        String outerLabel = label;
        String own = some.chance(30) ? "L" + labels++ : "";
        inLoop = true;
        label = own;
        List<Statement> body = new ArrayList<>(body(most));
        if (!own.isEmpty()) {
            body.add(Statement.of("::" + own + "::"));
        }
        inLoop = outerLoop;
        label = outerLabel;
        return body;
    }

    private Statement numericFor() {
        String limits =
                switch (random.nextInt(8)) {
                    case 0 -> "3, 1, -1";
                    case 1 -> "0, 1, 0.25";
                    case 2 -> some.oneOf("-1, 1", "2147483646, 2147483648", "1, 0", "-0, 2", "0.5, 3", "5, 1, -1.5");
                    case 3 -> "1, math.min(3, " + some.number() + ")";
                    case 4 -> some.oneOf("1, 3, 0/0", "1, 3, -0", "1, 3, step(" + some.number() + ")");
                    default -> "1, " + (1 + random.nextInt(4));
                };
        int mark = scope.mark();
        String name = scope.name();
        scope.declare(name, Kind.NUMBER);
        Statement loop = Statement.of("for " + name + " = " + limits + " do", loop(2), "end");
        scope.release(mark);
        return loop;
    }

    private void genericFor(List<Statement> to) {
        String key = "k" + labels++;
        int varargs = some.varargs(0);
        String value = scope.name();
        int form = random.nextInt(4);
        String iterator =
                switch (form) {
                    case 0 -> "('a bc d'):gmatch('%a+')";
                    case 1 ->
                        "coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i, " + some.number() + ") end end)";
                    default -> "ipairs(" + some.of(Kind.ARRAY, 1) + ")";
                };
        some.varargs(varargs);
        int mark = scope.mark();
        scope.declareConstant(key, form == 0 ? Kind.STRING : Kind.NUMBER);
        scope.declare(value, form == 1 ? Kind.NUMBER : Kind.ANY);
        String guard = key + "N";
        List<Statement> body = new ArrayList<>();
        body.add(Statement.of(guard + " = " + guard + " + 1 if " + guard + " > 5 then break end"));
        body.addAll(loop(2));
        scope.release(mark);
        to.add(Statement.of("local " + guard + " = 0"));
        to.add(Statement.of("for " + key + ", " + value + " in " + iterator + " do", body, "end"));
    }

    private void whileLoop(List<Statement> to) {
        String counter = "w" + labels++;
        to.add(Statement.of("local " + counter + " = 0"));
        scope.declareConstant(counter, Kind.NUMBER);
        List<Statement> body = new ArrayList<>();
        body.add(Statement.of(counter + " = " + counter + " + 1"));
        String condition = some.chance(50) ? " and " + some.condition() : "";
        body.addAll(loop(2));
        to.add(Statement.of("while " + counter + " < " + (1 + random.nextInt(4)) + condition + " do", body, "end"));
    }

    private void repeatLoop(List<Statement> to) {
        String counter = "r" + labels++;
        String last = "q" + labels++;
        to.add(Statement.of("local " + counter + " = 0"));
        scope.declareConstant(counter, Kind.NUMBER);
        boolean outerLoop = inLoop;
        String outerLabel = label;
        inLoop = true;
        label = "";
        List<Statement> body = new ArrayList<>();
        body.add(Statement.of(counter + " = " + counter + " + 1"));
        body.add(Statement.of("local " + last + " = " + counter + " >= " + (1 + random.nextInt(3))));
        body.addAll(body(2));
        inLoop = outerLoop;
        label = outerLabel;
        String condition = some.chance(30) ? " or " + some.condition() : "";
        to.add(Statement.of("repeat", body, "until " + last + condition));
    }

    private Statement function() {
        String name = scope.name();
        if (some.chance(70)) {
            scope.declare(name, Kind.FUNCTION);
            return functionOf("local function " + name + "(", "", Kind.FUNCTION);
        }
        Statement function = functionOf("local " + name + " = function(", "", Kind.FUNCTION);
        scope.declare(name, Kind.FUNCTION);
        return function;
    }

    private Statement functionOf(String head, String self, Kind kind) {
        int mark = scope.mark();
        if (!self.isEmpty()) {
            scope.declare(self, kind);
        }
        List<String> parameters = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String parameter = scope.name();
            if (!parameters.contains(parameter)) {
                parameters.add(parameter);
                scope.declare(parameter, some.chance(60) ? Kind.NUMBER : some.kind());
            }
        }
        boolean variadic = some.chance(35);
        if (variadic) {
            parameters.add("...");
        }
        List<Statement> body = inFunction(variadic ? 1 : 0, statements -> {
            statements.addAll(body(2));
            statements.add(Statement.of("return " + (some.chance(30) ? some.call(1) : some.list(3))));
        });
        scope.release(mark);
        return Statement.of(head + String.join(", ", parameters) + ")", body, "end");
    }

    /** The body of a function: no loop around it counts, and it takes fuel. */
    private List<Statement> inFunction(int varargs, Consumer<List<Statement>> content) {
        boolean outerLoop = inLoop;
        boolean outerCoroutine = inCoroutine;
        String outerLabel = label;
        int outerVarargs = some.varargs(varargs);
        inLoop = false;
        inCoroutine = false;
        label = "";
        List<Statement> body = new ArrayList<>();
        body.add(Statement.of("tick()"));
        content.accept(body);
        some.varargs(outerVarargs);
        inLoop = outerLoop;
        inCoroutine = outerCoroutine;
        label = outerLabel;
        return body;
    }

    private Statement guarded() {
        boolean outer = some.wild(true);
        List<Statement> body = inFunction(0, statements -> statements.addAll(body(2)));
        some.wild(outer);
        return some.chance(75)
                ? Statement.of("out(pcall(function()", body, "end))")
                : Statement.of("out(xpcall(function()", body, "end, function(e) return 'handled ' .. str(e) end))");
    }

    /** Functions made in a loop that share variables, called after it. */
    private void closures(List<Statement> to) {
        String list = "F" + labels++;
        to.add(Statement.of("local " + list + " = {}"));
        int mark = scope.mark();
        String shared = scope.name();
        to.add(Statement.of("local " + shared + " = " + some.number()));
        scope.declare(shared, Kind.NUMBER);
        int inner = scope.mark();
        String index = scope.name();
        scope.declare(index, Kind.NUMBER);
        List<Statement> body = new ArrayList<>(loop(2));
        List<Statement> function = inFunction(0, statements -> {
            statements.add(Statement.of(shared + " = " + some.number()));
            statements.add(Statement.of("return " + some.list(3)));
        });
        body.removeIf(statement -> statement.texts().get(0).startsWith("::"));
        body.add(Statement.of(list + "[#" + list + " + 1] = function()", function, "end"));
        String text = body.toString();
        body.addAll(labelsWithout(text));
        to.add(Statement.of("for " + index + " = 1, 3 do", body, "end"));
        scope.release(inner);
        to.add(assignment());
        to.add(Statement.of("for _, f in ipairs(" + list + ") do out(pcall(f)) end"));
        scope.release(mark);
        scope.declare(shared, Kind.NUMBER);
    }

    /** The labels that a text jumps to and does not have. */
    private static List<Statement> labelsWithout(String text) {
        return java.util.regex.Pattern.compile("goto (L\\d+)")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .filter(name -> !text.contains("::" + name + "::"))
                .map(name -> Statement.of("::" + name + "::"))
                .toList();
    }

    private void recursion(List<Statement> to) {
        boolean outer = some.wild(some.chance(50));
        String name = scope.name();
        int mark = scope.mark();
        scope.declareConstant("depth", Kind.NUMBER);
        String parameter = scope.name();
        scope.declare(parameter, Kind.NUMBER);
        String again = name.equals(parameter) ? "G1" : name;
        List<Statement> body = inFunction(0, statements -> {
            statements.add(Statement.of("if depth <= 0 then return " + some.list(2) + " end"));
            statements.addAll(body(2));
            String call = again + "(depth - 1, cut(" + some.number() + "))";
            statements.add(Statement.of("return "
                    + switch (random.nextInt(3)) {
                        case 0 -> call;
                        case 1 -> "(" + call + ")";
                        default -> some.number() + ", " + call;
                    }));
        });
        scope.release(mark);
        some.wild(outer);
        to.add(Statement.of("local function " + name + "(depth, " + parameter + ")", body, "end"));
        scope.declare(name, Kind.FUNCTION);
        to.add(Statement.of("out(pcall(" + name + ", " + random.nextInt(8) + ", " + some.number() + "))"));
    }

    private void coroutine(List<Statement> to) {
        boolean outer = some.wild(some.chance(50));
        String name = "C" + labels++;
        int mark = scope.mark();
        String parameter = scope.name();
        scope.declare(parameter, Kind.NUMBER);
        List<Statement> body = inFunction(1, statements -> {
            inCoroutine = true;
            statements.addAll(body(2));
            statements.add(Statement.of("local v, w = coroutine.yield(" + some.list(2) + ")"));
            scope.declare("v", Kind.NUMBER);
            scope.declare("w", Kind.ANY);
            statements.addAll(body(2));
            statements.add(Statement.of("return " + some.list(2)));
        });
        scope.release(mark);
        some.wild(outer);
        boolean wrap = some.chance(50);
        to.add(Statement.of(
                "local " + name + " = coroutine." + (wrap ? "wrap" : "create") + "(function(" + parameter + ", ...)",
                body,
                "end)"));
        String resume = wrap ? "pcall(" : "coroutine.resume(";
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            to.add(Statement.of("out(" + resume + name + ", " + some.list(2) + "))"));
        }
    }

    /** A loop by goto, whose locals are new in each turn. */
    private void backwards(List<Statement> to) {
        String counter = "j" + labels++;
        String top = "L" + labels++;
        int mark = scope.mark();
        scope.declareConstant(counter, Kind.NUMBER);
        boolean outerLoop = inLoop;
        String outerLabel = label;
        label = "";
        List<Statement> inner = body(2);
        inLoop = outerLoop;
        label = outerLabel;
        scope.release(mark);
        to.add(new Statement(
                List.of(
                        "do local " + counter + " = 0 ::" + top + "::",
                        counter + " = " + counter + " + 1 if " + counter + " < 3 then goto " + top + " end end"),
                List.of(inner)));
    }

    private Statement block() {
        return Statement.of("do", body(2), "end");
    }
}
