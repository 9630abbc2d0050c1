package dev.cuprum.undertow.standalone.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes as nginx writes them: {@code 512000}, {@code 100k}, {@code 10m}, {@code 1g}. */
public final class ByteSize {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([kmg]?)");

    private ByteSize() {}

    /**
     * The bytes that a text tells, within bounds.
     *
     * @throws IllegalArgumentException where it tells none, or too few or too many
     */
    public static long parse(String text, long least, long most) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size; write a whole number of bytes, or one with k, m or g behind it");
        }
        long bytes = Long.parseLong(size.group(1)) << shift(size.group(2));
        if (bytes < least || bytes > most) {
            throw new IllegalArgumentException(
                    "must be from " + format(least) + " to " + format(most) + ", not '" + text + "'");
        }
        return bytes;
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
    }

    private static String format(long bytes) {
        for (String unit : new String[] {"g", "m", "k"}) {
            long rest = bytes & ((1L << shift(unit)) - 1);
            if (bytes > 0 && rest == 0) {
                return (bytes >> shift(unit)) + unit;
            }
        }
        return String.valueOf(bytes);
    }
}
