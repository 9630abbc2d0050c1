package dev.cuprum.undertow.standalone.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;

/** What is done with the paths of requests. */
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
     * @return empty where the path does not start with a slash or climbs above the root
     */
    public static Optional<String> normalize(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return Optional.empty();
        }
        if (!path.contains("//") && !path.contains("/.")) {
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

    /** A decoded path as it is written in a request line. Slashes that came encoded stay so. */
    public static String encode(String path) {
        StringBuilder result = new StringBuilder(path.length() + 16);
        for (byte octet : path.replace("%2F", "\0F").replace("%2f", "\0f").getBytes(StandardCharsets.UTF_8)) {
            if (octet == 0) {
                result.append("%2");
            } else if (octet > 0 && PLAIN.get(octet)) {
                result.append((char) octet);
            } else {
                result.append('%').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
            }
        }
        return result.toString();
    }
}
