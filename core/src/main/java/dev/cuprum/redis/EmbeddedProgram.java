package dev.cuprum.redis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which program a Redis server is: one that could be started, or the one that has written data.
 *
 * @param name {@code Redis} or {@code Valkey}
 * @param version as in {@code 7.0.15}
 * @param origin where it is from
 */
record EmbeddedProgram(String name, String version, String origin) {

    private static final Pattern SAID =
            Pattern.compile("(?:(?<name>[A-Za-z]+) )?[Ss]erver v=(?<version>[0-9]{1,4}(?:[.][^\\s]*)?)");
    private static final Pattern NOTED =
            Pattern.compile("(?<name>[A-Za-z]+) (?<version>[0-9]{1,4}(?:[.][^\\s]*)?) from (?<origin>[^\\n]+)\\n?");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9].*");

    /** The program that says this of its version; nothing where that makes no sense. */
    static Optional<EmbeddedProgram> said(String text, String origin) {
        Matcher said = SAID.matcher(text);
        if (!said.find()) {
            return Optional.empty();
        }
        String name = said.group("name");
        return Optional.of(new EmbeddedProgram(name == null ? "Redis" : name, said.group("version"), origin));
    }

    /** The program of a {@linkplain #toString note}; nothing where it is none. */
    static Optional<EmbeddedProgram> noted(String note) {
        Matcher noted = NOTED.matcher(note);
        return noted.matches()
                ? Optional.of(new EmbeddedProgram(noted.group("name"), noted.group("version"), noted.group("origin")))
                : Optional.empty();
    }

    /** The first number of its version: one with a lower one does not read its data. */
    int major() {
        return Integer.parseInt(NO_DIGIT.matcher(version).replaceFirst(""));
    }

    /** As in {@code Redis 7.0.15 from the PATH}. */
    @Override
    public String toString() {
        return name + " " + version + " from " + origin;
    }
}
