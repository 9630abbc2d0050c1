package dev.cuprum.unit;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * For which share of the requests that match it a unit runs.
 *
 * @param percent the share, 0 to 100, fractions allowed down to a ten-millionth of a percent
 * @param mode how the requests are chosen
 * @param key for {@link Mode#STICKY}, the variable that names the client ({@code remote_addr}, {@code cookie_uid},
 *     {@code http_x_user}, {@code arg_id}); it has no effect in the other modes
 */
public record Sampling(double percent, Mode mode, String key) {

    /** How the requests that a unit runs for are chosen. */
    public enum Mode {
        /** Each by chance. */
        RANDOM,
        /** In exact proportion: at any moment the count differs from the ideal by less than one. */
        EVEN,
        /** By client: the same key always falls on the same side. */
        STICKY;

        private static final List<Mode> ALL = List.of(values());

        private final String wireName = name().toLowerCase(Locale.ROOT);

        /** The name as it is written outside. */
        public String wireName() {
            return wireName;
        }

        /**
         * The mode of that name.
         *
         * @throws InvalidUnitException where there is none
         */
        public static Mode parse(String name) {
            for (Mode mode : ALL) {
                if (mode.wireName().equals(name)) {
                    return mode;
                }
            }
            throw InvalidUnitException.of(
                    "mode",
                    "there is no sampling mode '" + name + "'; choose one of "
                            + ALL.stream().map(Mode::wireName).collect(Collectors.joining(", ")));
        }
    }

    private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]{0,127}");

    /** The variable that names a client where a unit does not say: its address. */
    public static final String DEFAULT_KEY = "remote_addr";

    /** Every request. */
    public static final Sampling ALL = new Sampling(100, Mode.RANDOM, DEFAULT_KEY);

    /**
     * @throws InvalidUnitException where the percentage is not between 0 and 100 or the key is no variable's name
     */
    public Sampling {
        percent += 0.0; // Makes -0.0, which equals 0.0 everywhere but in records, an ordinary zero.
        Problems problems = new Problems();
        if (!(percent >= 0 && percent <= 100)) {
            problems.add("percent", percent + " is not between 0 and 100");
        }
        if (!key.equals(DEFAULT_KEY) && !VARIABLE.matcher(key).matches()) {
            problems.add(
                    "key",
                    "'" + key + "' is no variable's name; write remote_addr, cookie_NAME, arg_NAME or http_NAME");
        }
        problems.throwIfAny();
    }

    /** A share chosen so, by the client's address where the mode asks for a client. */
    public static Sampling of(double percent, Mode mode) {
        return new Sampling(percent, mode, DEFAULT_KEY);
    }
}
