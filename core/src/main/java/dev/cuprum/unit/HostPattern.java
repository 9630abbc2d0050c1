package dev.cuprum.unit;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;

/**
 * Which hosts a unit is for: {@code example.org} (that one), {@code *.example.org} (every name below it), or
 * {@code ~ ^shop[0-9]+[.]} (a regular expression in RE2's syntax, which no input can make slow).
 *
 * @param kind the form
 * @param value the host, the suffix with its leading dot, or the expression
 */
public record HostPattern(Kind kind, String value) {

    /** The forms of a host pattern. */
    public enum Kind {
        /** One host, compared without case. */
        EXACT,
        /** Every host that ends so. */
        SUFFIX,
        /** Every host in which the expression is found, without case. */
        REGEX
    }

    /**
     * @throws InvalidUnitException where the value is empty or the expression does not compile
     */
    public HostPattern {
        value = value.strip();
        if (value.isBlank() || (kind == Kind.SUFFIX && value.length() < 2)) {
            throw InvalidUnitException.of("", "a host is empty; write example.org, *.example.org or ~ regex");
        }
        if (kind == Kind.REGEX) {
            compile(value, Pattern.CASE_INSENSITIVE);
        } else {
            value = value.toLowerCase(Locale.ROOT);
            if (value.endsWith(".") && value.length() > 1) {
                value = value.substring(0, value.length() - 1);
            }
            if (value.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '*')) {
                throw InvalidUnitException.of(
                        "", "'" + value + "' is no host; write example.org, *.example.org or ~ regex");
            }
        }
    }

    /**
     * Reads the written form.
     *
     * @throws InvalidUnitException where it is none of the three
     */
    public static HostPattern parse(String written) {
        String text = written.strip();
        if (text.startsWith("~")) {
            return new HostPattern(Kind.REGEX, text.substring(1).strip());
        }
        if (text.startsWith("*.")) {
            return new HostPattern(Kind.SUFFIX, text.substring(1));
        }
        return new HostPattern(Kind.EXACT, text);
    }

    /** The compiled expression of a {@link Kind#REGEX} pattern. */
    public Pattern regex() {
        return compile(value, Pattern.CASE_INSENSITIVE);
    }

    static Pattern compile(String regex, int flags) {
        try {
            return Pattern.compile(regex, flags);
        } catch (PatternSyntaxException e) {
            throw InvalidUnitException.of(
                    "",
                    "the expression '" + regex + "' does not compile: " + e.getDescription()
                            + " (the syntax is RE2's: no lookaround, no back-references)");
        }
    }

    /** The written form. */
    @Override
    public String toString() {
        return switch (kind) {
            case EXACT -> value;
            case SUFFIX -> "*" + value;
            case REGEX -> "~ " + value;
        };
    }
}
