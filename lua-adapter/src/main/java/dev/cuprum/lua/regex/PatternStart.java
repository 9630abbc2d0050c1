package dev.cuprum.lua.regex;

/** Reads the settings that an expression may begin with, such as {@code (*UTF8)}. */
final class PatternStart {

    private final Reading in;
    /** How many times a match may try; 0 where the expression does not say. */
    int limit;
    /** Whether the start of a match is not looked for in other ways than by trying. */
    boolean noStartSearch;

    PatternStart(Reading in) {
        this.in = in;
    }

    /** Reads them all. */
    void read() throws RegexSyntaxException {
        while (in.follows(0, "(*") && (setting() || newlines() || limits())) {
            in.budget.poll();
        }
    }

    private boolean skip(String word) {
        boolean there = in.follows(2, word + ")");
        in.at += there ? word.length() + 3 : 0;
        return there;
    }

    private boolean setting() {
        if (skip("UTF8") || skip("UTF")) {
            in.options |= RegexOption.UTF8.bit();
        } else if (skip("UCP")) {
            in.options |= RegexOption.PROPERTIES.bit();
        } else if (skip("NO_START_OPT")) {
            noStartSearch = true;
        } else {
            return skip("NO_AUTO_POSSESS");
        }
        return true;
    }

    private boolean newlines() {
        if (skip("BSR_ANYCRLF") || in.follows(2, "BSR_UNICODE)")) {
            in.unicodeLineBreaks = skip("BSR_UNICODE");
            return true;
        }
        for (Newlines kind : Newlines.values()) {
            if (skip(kind.name())) {
                in.newlines = kind;
                return true;
            }
        }
        return false;
    }

    private boolean limits() throws RegexSyntaxException {
        boolean match = in.follows(2, "LIMIT_MATCH=");
        if (!match && !in.follows(2, "LIMIT_RECURSION=")) {
            return false;
        }
        int i = in.at + (match ? 14 : 18);
        long number = 0;
        int start = i;
        while (Reading.isDigit(in.byteAt(i))) {
            number = Math.min(Integer.MAX_VALUE, number * 10 + in.byteAt(i) - '0');
            i++;
        }
        if (i == start || in.byteAt(i) != ')') {
            return false;
        }
        if (match) {
            limit = limit == 0 ? (int) number : Math.min(limit, (int) number);
        }
        in.at = i + 1;
        return true;
    }
}
