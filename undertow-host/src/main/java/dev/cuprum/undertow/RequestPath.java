package dev.cuprum.undertow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;

/**
 * The forms of a request's path. Undertow decodes it to characters; units see one character per byte, normalised as
 * nginx normalises locations, so that {@code //admin} and {@code /x/../admin} do not get past a unit for
 * {@code /admin}.
 */
public final class RequestPath {

    private static final String HEX = "0123456789ABCDEF";
    private static final BitSet PLAIN = new BitSet(128);

    static {
        PLAIN.set('a', 'z' + 1);
        PLAIN.set('A', 'Z' + 1);
        PLAIN.set('0', '9' + 1);
        "-._~!$&'()*+,;=:@/".chars().forEach(PLAIN::set);
    }

    private RequestPath() {}

    /**
     * A decoded path with {@code .} and {@code ..} resolved and runs of slashes made one, as nginx compares paths.
     *
     * @return empty where the path does not start with a slash, has a NUL, or climbs above the root
     */
    public static Optional<String> normalize(String path) {
        if (path.isEmpty() || path.charAt(0) != '/' || path.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        if (isNormal(path)) {
            return Optional.of(path);
        }
        Deque<String> segments = new ArrayDeque<>();
        String[] parts = path.split("/", -1);
        for (String part : parts) {
            if (part.equals("..")) {
                if (segments.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                segments.addLast(part);
            }
        }
        String last = parts[parts.length - 1];
        boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
        String joined = "/" + String.join("/", segments);
        return Optional.of(folder && !segments.isEmpty() ? joined + "/" : joined);
    }

    private static boolean isNormal(String path) {
        for (int i = path.indexOf('/'); i >= 0 && i + 1 < path.length(); i = path.indexOf('/', i + 1)) {
            char after = path.charAt(i + 1);
            if (after == '/' || after == '.') {
                return false;
            }
        }
        return true;
    }

    /**
     * What units see of a path; one that climbs above the root ends there. Undertow leaves encoded slashes as they are,
     * and an origin may not: for units they are slashes, as for nginx.
     *
     * @param decoded the path as Undertow has decoded it
     * @param raw the path as it came
     */
    static String seen(String decoded, String raw) {
        if (isPlain(decoded)) {
            return decoded;
        }
        String path = normalize(withSlashes(decoded, raw)).orElse("/");
        return isAscii(path) ? path : new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Whether there is nothing to be done to a path, as for nearly all: found out in one pass over it. */
    private static boolean isPlain(String path) {
        int length = path.length();
        if (length == 0 || path.charAt(0) != '/') {
            return false;
        }
        char before = 'x';
        for (int i = 0; i < length; i++) {
            char c = path.charAt(i);
            if (c >= 128 || c == '%' || c == 0 || (before == '/' && (c == '/' || c == '.'))) {
                return false;
            }
            before = c;
        }
        return true;
    }

    /** A decoded path with the slashes that came encoded, where there are any. */
    public static String withSlashes(String decoded, String raw) {
        boolean encoded = decoded.indexOf("%2") >= 0 && (raw.contains("%2F") || raw.contains("%2f"));
        return encoded ? decoded.replace("%2F", "/").replace("%2f", "/") : decoded;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    /** The characters of a path as units write it; bytes that are not UTF-8 stay as they are. */
    static String decoded(String seen) {
        if (isAscii(seen)) {
            return seen;
        }
        String text = new String(seen.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : seen;
    }

    /** A path as units write it, as it is written in a request line (RFC 3986 section 3.3). */
    static String encodeSeen(String seen) {
        return encode(seen.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A decoded path as it is written in a request line. Slashes that came encoded stay so. */
    public static String encode(String path) {
        return encode(path.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] path) {
        StringBuilder result = new StringBuilder(path.length + 16);
        for (int i = 0; i < path.length; i++) {
            byte octet = path[i];
            boolean slash = octet == '%' && i + 2 < path.length && path[i + 1] == '2' && (path[i + 2] | 0x20) == 'f';
            if (slash || (octet > 0 && PLAIN.get(octet))) {
                result.append((char) octet);
            } else {
                result.append('%').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
            }
        }
        return result.toString();
    }
}
