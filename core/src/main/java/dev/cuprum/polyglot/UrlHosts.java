package dev.cuprum.polyglot;

import java.net.IDN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The hosts of URLs, as the URL standard reads and writes them. */
final class UrlHosts {

    private static final String FORBIDDEN = "\0\t\n\r #/:<>?@[\\]^|";
    /** IDNA 2003, which Java knows, makes other domains of these than IDNA 2008, which browsers follow. */
    private static final String AMBIGUOUS = "\u00DF\u03C2\u200C\u200D\u1E9E";

    /** What makes ASCII of a host takes the square of its length in time; no name of DNS has more than 253 characters. */
    private static final int LONGEST_HOST = 1_000;

    private static final long TOO_LARGE = 1L << 32;

    private UrlHosts() {}

    /** A host in its one form; null where it is none. */
    static @Nullable String parse(String text, boolean special) {
        if (text.startsWith("[")) {
            return text.endsWith("]") ? Ipv6Address.normalize(text.substring(1, text.length() - 1)) : null;
        }
        return special ? domain(PercentSet.decode(text)) : opaque(text);
    }

    private static @Nullable String opaque(String text) {
        return text.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0) ? null : PercentSet.CONTROL.encode(text);
    }

    private static @Nullable String domain(String text) {
        String ascii = ascii(text);
        if (ascii == null || ascii.isEmpty() || ascii.chars().anyMatch(UrlHosts::isForbiddenInDomain)) {
            return null;
        }
        return endsInNumber(ascii) ? ipv4(ascii) : ascii;
    }

    private static boolean isForbiddenInDomain(int c) {
        return c < ' ' || c >= 0x7F || c == '%' || FORBIDDEN.indexOf(c) >= 0;
    }

    private static @Nullable String ascii(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text.toLowerCase(Locale.ROOT);
        }
        if (text.length() > LONGEST_HOST || text.chars().anyMatch(c -> AMBIGUOUS.indexOf(c) >= 0 || c == 0xFFFD)) {
            return null;
        }
        try {
            return IDN.toASCII(text.replace("\u00AD", ""), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>(Arrays.asList(text.split("\\.", -1)));
        if (parts.size() > 1 && parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        return parts;
    }

    private static boolean endsInNumber(String text) {
        List<String> parts = parts(text);
        String last = parts.get(parts.size() - 1);
        return (!last.isEmpty() && last.chars().allMatch(UrlParser::isDigit)) || number(last) >= 0;
    }

    private static @Nullable String ipv4(String text) {
        List<String> parts = parts(text);
        if (parts.size() > 4) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            long number = number(parts.get(i));
            long limit = last ? 1L << (8 * (5 - parts.size())) : 256;
            if (number < 0 || number >= limit) {
                return null;
            }
            address |= last ? number : number << (8 * (3 - i));
        }
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    /** A number of an address: decimal, octal or hexadecimal; -1 where it is none. */
    private static long number(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return digits(text.substring(2), 16);
        }
        return text.length() > 1 && text.startsWith("0") ? digits(text.substring(1), 8) : digits(text, 10);
    }

    private static long digits(String text, int radix) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = Math.min(value * radix + digit, TOO_LARGE);
        }
        return value;
    }
}
