package dev.cuprum.lua.differential;

import dev.cuprum.lua.differential.Scope.Kind;

/** Calls of the libraries with arguments that are mostly what they take. What could be long or large is small here. */
final class RandomCalls {

    private static final String[] PATTERNS = {
        "a",
        "%a+",
        "(%w)(%w*)",
        "^%s*(.-)%s*$",
        "[^,]*",
        "%d+",
        "()",
        "(.)%1",
        "%f[%w]%w+",
        "%b()",
        "x?y*",
        "l-o",
        "$",
        "%",
        "[a-",
        "(a"
    };
    private static final String[] PLACES = {"1", "2", "3", "-1", "-2", "0", "7", "1.5", "'2'"};

    private final RandomExpressions some;

    RandomCalls(RandomExpressions some) {
        this.some = some;
    }

    /** A call that gives a number, or several. */
    String number(int depth) {
        String number = some.of(Kind.NUMBER, depth);
        return switch (some.below(9)) {
            case 0 -> "(" + string(depth) + "):byte(" + place() + ")";
            case 1 -> "math." + some.oneOf("ceil", "sqrt", "modf", "frexp", "abs") + "(" + number + ")";
            case 2 -> "math.fmod(" + number + ", " + some.of(Kind.NUMBER, 0) + ")";
            case 3 -> "math.ldexp(" + number + ", " + some.oneOf("0", "1", "-3", "60", "-1080") + ")";
            case 4 -> "bit." + some.oneOf("band", "bor", "bxor") + "(" + number + ", " + some.of(Kind.NUMBER, 0) + ")";
            case 5 ->
                "bit." + some.oneOf("lshift", "rshift", "arshift", "rol", "ror") + "(" + number + ", " + place() + ")";
            case 6 -> "bit." + some.oneOf("tobit", "bnot", "bswap") + "(" + number + ")";
            case 7 -> "tonumber(" + string(depth) + ", " + some.oneOf("10", "16", "2", "36") + ")";
            default -> "table.maxn(" + some.of(Kind.ARRAY, depth) + ")";
        };
    }

    /** A call that gives a string, or several. */
    String string(int depth) {
        String string = some.of(Kind.STRING, depth);
        return switch (some.below(8)) {
            case 0 -> "(" + string + "):" + some.oneOf("match", "find") + "('" + some.oneOf(PATTERNS) + "')";
            case 1 -> "(" + string + "):find(" + some.of(Kind.STRING, 0) + ", " + place() + ", true)";
            case 2 -> "string.char(" + some.oneOf("65", "97, 98", "104.0, '105'", "300", "''", "0") + ")";
            case 3 ->
                "table.concat(" + some.of(Kind.ARRAY, depth) + ", "
                        + some.oneOf("''", "', '", "1", "nil", "'-', 2", "'/', 1, 2") + ")";
            case 4 ->
                "string.format('" + some.oneOf("%q", "%-6s|", "%.2s", "%s %s", "%c") + "', plain(" + string
                        + "), plain(" + some.of(Kind.ANY, 0) + "))";
            case 5 ->
                "string.format('" + some.oneOf("%i", "%u", "%o", "%X", "%e", "%a", "%+.3g", "%05d", "% .1f", "%#x")
                        + "', " + some.of(Kind.NUMBER, depth) + ")";
            case 6 ->
                "(" + string + "):gsub('" + some.oneOf(PATTERNS) + "', "
                        + some.oneOf("'<%0>'", "'%1'", "'%2'", "{}", "function(...) return (...) end", "G1")
                        + some.oneOf("", ", 1", ", 0") + ")";
            default -> "bit.tohex(" + some.of(Kind.NUMBER, 0) + ", " + some.oneOf("8", "4", "-4", "2.7") + ")";
        };
    }

    /** A call that may give anything. */
    String any(int depth) {
        return switch (some.below(10)) {
            case 0 -> number(depth);
            case 1 -> string(depth);
            case 2 -> "unpack(" + some.of(Kind.ARRAY, depth) + some.oneOf("", ", 2", ", 1, 3", ", 0, 1") + ")";
            case 3 -> "rawget(" + some.of(Kind.OBJECT, depth) + ", '" + some.field() + "')";
            case 4 -> "next(" + some.oneOf("{}", "{7}", "{nil, 2}", "{n = 1}") + ")";
            case 5 -> "pcall(" + some.of(Kind.FUNCTION, depth) + ", " + some.of(Kind.NUMBER, 0) + ")";
            case 6 -> "assert(" + some.list(2) + ")";
            case 7 -> "table.remove(" + some.of(Kind.ARRAY, 0) + some.oneOf("", ", 1", ", 2", ", 9") + ")";
            case 8 -> "select(" + some.oneOf("'#'", "2", "-2", "1.5", "'1'") + ", " + some.list(3) + ")";
            default -> "(getmetatable(" + some.of(Kind.OBJECT, depth) + ") or {}).__index";
        };
    }

    /** A statement about the elements of an array. */
    String onArray(String array) {
        String value = some.of(some.kind(), 1);
        return switch (some.below(7)) {
            case 0 -> "table.insert(" + array + ", " + some.oneOf("1", "2", "#" + array + " + 1") + ", " + value + ")";
            case 1 -> "out(table.remove(" + array + ", " + some.oneOf("1", "#" + array, "2") + "))";
            case 2 -> "out(pcall(table.sort, " + array + "))";
            case 3 ->
                "out(pcall(table.sort, " + array + ", function(p, q) "
                        + some.oneOf(
                                "return p > q",
                                "return str(p) < str(q)",
                                "tick() return num(p) % 3 < num(q) % 3",
                                "return not p",
                                "return true")
                        + " end))";
            case 4 ->
                // The order of keys that are strings is nobody's, nor is that of numbers among them.
                "if numeric(" + array + ") then for i, v in pairs(" + array
                        + ") do out(i, v) if i == 3 then break end end end";
            case 5 -> "out(pcall(table.concat, " + array + ", ','))";
            default -> "for i = #" + array + ", 1, -1 do " + array + "[i + 1] = " + array + "[i] end";
        };
    }

    private String place() {
        return some.chance(70) ? some.oneOf(PLACES) : some.of(Kind.NUMBER, 0);
    }
}
