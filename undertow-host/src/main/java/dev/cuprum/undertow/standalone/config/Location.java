package dev.cuprum.undertow.standalone.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Which paths a route is for, written as nginx writes locations.
 *
 * @param kind the form
 * @param value the path, the prefix, the expression, or the name with its {@code @}
 */
public record Location(Kind kind, String value) {

    private static final String FORMS = "write /prefix, = /exact, ^~ /prefix, ~ regex, ~* regex or @name";

    /** The forms of a location. */
    public enum Kind {
        /** {@code = /x}: that path alone, before all others. */
        EXACT("= "),
        /** {@code ^~ /x}: a prefix that, where it is the longest, is asked instead of the expressions. */
        FINAL_PREFIX("^~ "),
        /** {@code /x}: a prefix; the longest wins where no expression does. */
        PREFIX(""),
        /** {@code ~ re}: an expression in RE2's syntax, which no input can make slow. */
        REGEX("~ "),
        /** {@code ~* re}: the same without case. */
        REGEX_NO_CASE("~* "),
        /** {@code @name}: reached from inside only. */
        NAMED("");

        private final String modifier;

        Kind(String modifier) {
            this.modifier = modifier;
        }
    }

    /**
     * @throws IllegalArgumentException where the value does not fit the kind, with a message for the person who wrote
     *     it
     */
    public Location {
        switch (kind) {
            case EXACT, PREFIX, FINAL_PREFIX -> {
                if (!value.startsWith("/")) {
                    throw new IllegalArgumentException("'" + value + "' does not start with a slash; " + FORMS);
                }
            }
            case REGEX, REGEX_NO_CASE -> compile(kind, value);
            case NAMED -> {
                if (!value.matches("@[A-Za-z0-9._-]+")) {
                    throw new IllegalArgumentException("'" + value
                            + "' is not a name: after the @ come letters, digits, dots, dashes and underscores");
                }
            }
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException where it is none, with a message for the person who wrote it
     */
    public static Location parse(String written) {
        String text = written.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty; " + FORMS);
        }
        if (text.startsWith("@")) {
            return new Location(Kind.NAMED, text);
        }
        for (Kind kind : new Kind[] {Kind.EXACT, Kind.FINAL_PREFIX, Kind.REGEX_NO_CASE, Kind.REGEX}) {
            String sign = kind.modifier.strip();
            if (text.startsWith(sign)) {
                return new Location(kind, text.substring(sign.length()).strip());
            }
        }
        return new Location(Kind.PREFIX, text);
    }

    /** Whether the value is an expression. */
    public boolean isRegex() {
        return kind == Kind.REGEX || kind == Kind.REGEX_NO_CASE;
    }

    /** Whether the value is a prefix. */
    public boolean isPrefix() {
        return kind == Kind.PREFIX || kind == Kind.FINAL_PREFIX;
    }

    /** The compiled expression of a location that is one. */
    public Pattern regex() {
        return compile(kind, value);
    }

    private static Pattern compile(Kind kind, String expression) {
        if (expression.isEmpty()) {
            throw new IllegalArgumentException("the regular expression is empty");
        }
        try {
            // RE2/J knows PCRE's other spelling of a named group only.
            String spelled = expression.replaceAll("\\(\\?<(?=[A-Za-z_])", "(?P<");
            return Pattern.compile(spelled, kind == Kind.REGEX_NO_CASE ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the regular expression '" + expression + "' does not compile: "
                    + e.getDescription() + " (RE2 syntax: no lookaround, no backreferences)");
        }
    }

    /** The written form. */
    @Override
    public String toString() {
        return kind.modifier + value;
    }
}
