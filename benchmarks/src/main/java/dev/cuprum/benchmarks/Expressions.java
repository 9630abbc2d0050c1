package dev.cuprum.benchmarks;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.regex.Regex;
import dev.cuprum.lua.regex.RegexMatcher;
import dev.cuprum.lua.regex.RegexOption;
import dev.cuprum.lua.regex.RegexSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Ten regular expressions as sites use them, each with a subject: {@code expressions.txt}. */
final class Expressions {

    /**
     * One of them.
     *
     * @param options {@code i} where case does not matter
     */
    record Expression(String name, String options, String text, String subject) {

        /** Compiles it. */
        Regex compile(Budget budget) {
            Set<RegexOption> set = options.contains("i") ? EnumSet.of(RegexOption.CASELESS) : Set.of();
            try {
                return Regex.compile(text.getBytes(StandardCharsets.ISO_8859_1), set, budget);
            } catch (RegexSyntaxException e) {
                throw new IllegalStateException(name + ": " + e.getMessage(), e);
            }
        }

        /** The bytes that are searched. */
        byte[] bytes() {
            return subject.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private Expressions() {}

    /** All of them. */
    static List<Expression> all() {
        try (InputStream lines = Expressions.class.getResourceAsStream("/expressions.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .map(parts -> new Expression(parts[0], parts[1], parts[2], parts[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Searches once, as one call of {@code ngx.re.find} does. */
    static int search(Regex regex, byte[] subject, Budget budget) {
        RegexMatcher matcher = regex.matcher(budget);
        int status = matcher.search(subject, 0, subject.length, 0);
        return status < 0 ? status : matcher.end(0);
    }
}
