package dev.cuprum.unit;

import com.google.re2j.Pattern;

/**
 * Which paths a unit is for, written as nginx writes locations: {@code /lua} (every path that starts so),
 * {@code = /x} (that path alone), {@code ~ ^/re} (a regular expression in RE2's syntax, which no input can make slow)
 * or {@code ~* ^/re} (the same without case). Paths are compared decoded and normalised, without the query.
 *
 * @param kind the form
 * @param value the path, the prefix, or the expression
 */
public record PathPattern(Kind kind, String value) {

    /** The forms of a path pattern. */
    public enum Kind {
        /** One path. */
        EXACT,
        /** Every path that starts so. */
        PREFIX,
        /** Every path in which the expression is found. */
        REGEX,
        /** The same, without case. */
        REGEX_NO_CASE
    }

    /**
     * @throws InvalidUnitException where the value is empty, a path does not start with a slash, or the expression
     *     does not compile
     */
    public PathPattern {
        value = value.strip();
        if (value.isEmpty()) {
            throw InvalidUnitException.of("", "a path is empty; write /prefix, = /exact, ~ regex or ~* regex");
        }
        if (kind == Kind.REGEX || kind == Kind.REGEX_NO_CASE) {
            HostPattern.compile(value, kind == Kind.REGEX ? 0 : Pattern.CASE_INSENSITIVE);
        } else if (value.charAt(0) != '/') {
            throw InvalidUnitException.of(
                    "", "'" + value + "' does not start with a slash; write /prefix, = /exact, ~ regex or ~* regex");
        }
    }

    /**
     * Reads the written form.
     *
     * @throws InvalidUnitException where it is none of the four
     */
    public static PathPattern parse(String written) {
        String text = written.strip();
        if (text.startsWith("=")) {
            return new PathPattern(Kind.EXACT, text.substring(1).strip());
        }
        if (text.startsWith("~*")) {
            return new PathPattern(Kind.REGEX_NO_CASE, text.substring(2).strip());
        }
        if (text.startsWith("~")) {
            return new PathPattern(Kind.REGEX, text.substring(1).strip());
        }
        return new PathPattern(Kind.PREFIX, text);
    }

    /** The compiled expression of a pattern of one of the two regex kinds. */
    public Pattern regex() {
        return HostPattern.compile(value, kind == Kind.REGEX ? 0 : Pattern.CASE_INSENSITIVE);
    }

    /** The written form. */
    @Override
    public String toString() {
        return switch (kind) {
            case EXACT -> "= " + value;
            case PREFIX -> value;
            case REGEX -> "~ " + value;
            case REGEX_NO_CASE -> "~* " + value;
        };
    }
}
