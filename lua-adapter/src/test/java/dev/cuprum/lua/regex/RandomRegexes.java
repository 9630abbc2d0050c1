package dev.cuprum.lua.regex;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Makes expressions up, and subjects that may match them. */
final class RandomRegexes {

    private static final String[] ATOMS = {
        "a",
        "b",
        "c",
        "ab",
        "bc",
        "abc",
        ".",
        "\\w",
        "\\d",
        "\\s",
        "\\W",
        "[ab]",
        "[^a]",
        "[a-c]",
        "[^bc]",
        "[[:alpha:]]",
        "[\\d_]",
        "x",
        "1",
        "-",
        "\\x61",
        "\\n",
        "\\h",
        "\\R",
        "\\N",
        "[[:^digit:]b]",
        "\\Qa.b\\E",
        "A",
        "[A-Z]"
    };
    private static final String[] PLACES = {
        "^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z", "\\G", "(?=a)", "(?!b)", "(?<=a)", "(?<!b)", "(?<=ab|c)", "\\K"
    };
    private static final String[] QUANTIFIERS = {
        "*", "+", "?", "*?", "+?", "??", "*+", "++", "?+", "{2}", "{1,2}", "{0,2}", "{2,}", "{1,3}?", "{1,}+", "{3,5}",
        "{0,1}", "{0,}?"
    };
    private static final String[] DIRECTIVES = {
        "(*COMMIT)", "(*PRUNE)", "(*SKIP)", "(*THEN)", "(*F)", "(*ACCEPT)", "(*MARK:m)", "(*SKIP:m)"
    };
    private static final String[] WIDE = {"é", "日", "[é-ü]", "[^é]", "\\p{L}", "\\P{Lu}", "\\X", "\\x{e9}", "É"};
    private static final String[] LETTERS = {"a", "b", "c", "ab", "A", "B", "x", "1", "-", " ", "\n", "_", "é", "日", "\r\n"};

    private final Random random;
    private int groups;
    private boolean utf;
    private boolean directed;
    private boolean longest;

    RandomRegexes(Random random) {
        this.random = random;
    }

    RegexCase next() {
        groups = 0;
        utf = random.nextInt(6) == 0;
        longest = random.nextInt(12) == 0;
        directed = !longest && random.nextInt(12) == 0;
        String options = (utf ? "u" : "")
                + (longest ? "d" : "")
                + maybe(5, "i")
                + maybe(6, "s")
                + maybe(6, "m")
                + maybe(20, "x")
                + maybe(20, "a")
                + maybe(20, "J");
        String expression = choice(3);
        if (random.nextInt(40) == 0) {
            expression = broken(expression);
        }
        StringBuilder subject = new StringBuilder();
        for (int i = random.nextInt(14); i > 0; i--) {
            subject.append(pick(LETTERS));
        }
        byte[] bytes = subject.toString().getBytes(utf ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        if (!utf) {
            bytes = subject.toString().replace('日', 'y').getBytes(StandardCharsets.ISO_8859_1);
        }
        int start = bytes.length > 0 && random.nextInt(8) == 0 ? random.nextInt(bytes.length + 1) : 0;
        String text = new String(expression.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return new RegexCase(text, options, bytes, start);
    }

    private String maybe(int odds, String option) {
        return random.nextInt(odds) == 0 ? option : "";
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    private String broken(String expression) {
        int at = random.nextInt(expression.length() + 1);
        String junk = pick(
                new String[] {"(", ")", "[", "*", "{2", "\\", "(?", "]", "\\x{", "(?<n", "|", "\\g", "(?(1)", "\\k{q}"
                });
        return expression.substring(0, at) + junk + expression.substring(at);
    }

    private String choice(int depth) {
        StringBuilder text = new StringBuilder(sequence(depth));
        while (random.nextInt(4) == 0) {
            text.append('|').append(sequence(depth));
        }
        return text.toString();
    }

    private String sequence(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4) + (random.nextInt(10) == 0 ? 0 : 1); i > 0; i--) {
            text.append(item(depth));
        }
        return text.toString();
    }

    private String item(int depth) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            // The search for the longest match knows no other beginning.
            return pick(PLACES).replace(longest ? "\\K" : "\\Q", "\\b");
        }
        if (directed && kind == 1) {
            return pick(DIRECTIVES);
        }
        String text = kind < 12 || depth == 0 ? atom() : kind < 19 ? group(depth - 1) : reference();
        return random.nextInt(3) == 0 ? text + quantifier() : text;
    }

    private String quantifier() {
        String quantifier = pick(QUANTIFIERS);
        // In that search PCRE takes a group that is kept for one that does not match where it matches nothing.
        return longest && quantifier.endsWith("+") ? "+" : quantifier;
    }

    private String atom() {
        return utf && random.nextInt(3) == 0 ? pick(WIDE) : pick(ATOMS);
    }

    private String group(int depth) {
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4 -> {
                groups++;
                yield "(" + choice(depth) + ")";
            }
            case 5, 6, 7 -> "(?:" + choice(depth) + ")";
            case 8 -> "(?>" + choice(depth) + ")";
            case 9 -> "(?=" + choice(depth) + ")";
            case 10 -> "(?!" + choice(depth) + ")";
            case 11 -> "(?i:" + choice(depth) + ")";
            case 12 -> "(?|" + choice(depth) + ")";
            default -> conditional(depth);
        };
    }

    private String conditional(int depth) {
        String test = groups > 0 && !longest && random.nextBoolean() ? "(" + (1 + random.nextInt(groups)) + ")" : "(?=" + atom() + ")";
        return "(?" + test + sequence(depth) + "|" + sequence(depth) + ")";
    }

    private String reference() {
        if (groups == 0 || longest) {
            return "a";
        }
        int group = 1 + random.nextInt(groups);
        return random.nextInt(3) == 0 ? "(?" + group + ")" : "\\" + group;
    }
}
