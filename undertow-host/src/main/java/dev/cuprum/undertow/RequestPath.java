package dev.cuprum.undertow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The forms of a request's path. Undertow decodes it to characters; units see one character per byte, normalised as
 * nginx normalises locations, so that {@code //admin} and {@code /x/../admin} do not get past a unit for
 * {@code /admin}.
 */
final class RequestPath {

    private static final String UNRESERVED = "-._~!$&'()*+,;=:@/";

    private RequestPath() {}

    /** What units see of a decoded path. Free for a path of ASCII that is normal already. */
    static String normalise(String decoded) {
        boolean ascii = true;
        boolean normal = decoded.startsWith("/");
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            ascii &= c < 128;
            if (c == '/' && i + 1 < decoded.length()) {
                char after = decoded.charAt(i + 1);
                normal &= after != '/' && after != '.';
            }
        }
        String path = normal ? decoded : resolve(decoded);
        return ascii ? path : new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String resolve(String path) {
        Deque<String> segments = new ArrayDeque<>();
        String[] parts = path.split("/", -1);
        String last = "";
        for (String part : parts) {
            last = part;
            if (part.equals("..")) {
                segments.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                segments.addLast(part);
            }
        }
        boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
        return segments.isEmpty() ? "/" : "/" + String.join("/", segments) + (folder ? "/" : "");
    }

    /** The characters of a path of bytes; bytes that are not UTF-8 stay as they are. */
    static String decoded(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : path;
    }

    /** The path of bytes as it is written in a request (RFC 3986 section 3.3). */
    static String encoded(String path) {
        StringBuilder out = new StringBuilder(path.length() + 16);
        for (byte b : path.getBytes(StandardCharsets.ISO_8859_1)) {
            int c = b & 0xff;
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain) {
                out.append((char) c);
            } else {
                out.append('%').append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return out.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }
}
