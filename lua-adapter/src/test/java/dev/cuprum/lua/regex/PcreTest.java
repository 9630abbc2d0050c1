package dev.cuprum.lua.regex;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cuprum.engine.Budget;
import dev.cuprum.unit.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever an expression is asked, the answer is that of PCRE: what matches where, or what is wrong. */
final class PcreTest {

    private static final int GENERATED = 10_000;

    /** PCRE calls itself more often, or more deeply, than it is let. */
    private static final String LIMITED = "-8|-21";

    /** What is answered otherwise, and why. */
    private static final Map<String, String> DELIBERATE = Map.of();

    @Test
    void theCasesAreMany() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(900);
    }

    @Test
    void answersTheCasesAsPcreDoes() throws IOException {
        assumeTrue(Pcre.absence().isEmpty(), Pcre.absence());
        List<RegexCase> cases = cases();

        assertThat(differences(cases)).isEmpty();
    }

    @Test
    void answersWhatIsMadeUpAsPcreDoes() throws IOException {
        assumeTrue(Pcre.absence().isEmpty(), Pcre.absence());
        String given = System.getProperty("cuprum.seed", "1");
        long seed = given.equals("random") ? new Random().nextLong() >>> 40 : Long.parseLong(given);
        System.out.println("expressions of seed " + seed);
        RandomRegexes random = new RandomRegexes(new Random(seed));
        List<RegexCase> cases = Stream.generate(random::next).limit(GENERATED).toList();

        assertThat(differences(cases)).as("seed %d", seed).isEmpty();
    }

    private static List<String> differences(List<RegexCase> cases) throws IOException {
        List<String> theirs = Pcre.answers(cases);
        return IntStream.range(0, cases.size())
                .filter(i -> !theirs.get(i).matches(LIMITED))
                .filter(i -> !DELIBERATE.containsKey(cases.get(i).expression()))
                .mapToObj(i -> difference(cases.get(i), theirs.get(i)))
                .filter(difference -> !difference.isEmpty())
                .toList();
    }

    private static String difference(RegexCase regexCase, String theirs) {
        Budget budget = new Budget();
        budget.start(Limits.of(20_000, 256));
        String ours = regexCase.answer(budget);
        return agree(ours, theirs) ? "" : regexCase + "\n  PCRE: " + theirs + "\n  here: " + ours;
    }

    /** Where a group calls itself without end, PCRE may have seen beforehand that the subject is too short. */
    private static boolean agree(String ours, String theirs) {
        String endless = String.valueOf(Status.RECURSION_LOOP);
        return ours.equals(theirs) || ours.equals(endless) && theirs.equals(String.valueOf(Status.NO_MATCH));
    }

    private static List<RegexCase> cases() throws IOException {
        List<RegexCase> cases = new ArrayList<>();
        try (InputStream lines = PcreTest.class.getResourceAsStream("cases.txt")) {
            for (String line : new String(lines.readAllBytes(), ISO_8859_1).split("\n")) {
                if (line.startsWith("## ")) {
                    continue;
                }
                String[] parts = line.split("\t", -1);
                for (int i = 2; i < parts.length; i++) {
                    cases.add(RegexCase.of(parts[0], parts[1], subject(parts[i])));
                }
            }
        }
        return cases;
    }

    /** A subject, in which a backslash stands before what cannot be written. */
    private static String subject(String text) {
        return Pattern.compile("\\\\(?:x(..)|(.))")
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(character(match.group(1), match.group(2))));
    }

    private static String character(@Nullable String code, String letter) {
        if (code != null) {
            return String.valueOf((char) Integer.parseInt(code, 16));
        }
        return switch (letter) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            default -> letter;
        };
    }
}
