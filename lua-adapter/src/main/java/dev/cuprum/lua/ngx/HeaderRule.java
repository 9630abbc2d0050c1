package dev.cuprum.lua.ngx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What nginx does with the values that a unit gives a header, which depends on the header. */
enum HeaderRule {

    /** All of them are its values. */
    LIST,

    /** The last one is. */
    SINGLE,

    /** The last one is, a number of bytes. */
    LENGTH,

    /** The last one is, a host's name. */
    HOST,

    /** All of them are, but an address with a host takes the place of the one before it. */
    LOCATION;

    private static final int MOST_DIGITS = 18;

    private static final Map<String, HeaderRule> OF_REQUESTS = rules(
            Set.of(
                    "accept-encoding",
                    "authorization",
                    "connection",
                    "content-type",
                    "date",
                    "depth",
                    "destination",
                    "expect",
                    "if-match",
                    "if-modified-since",
                    "if-none-match",
                    "if-range",
                    "if-unmodified-since",
                    "keep-alive",
                    "overwrite",
                    "range",
                    "referer",
                    "transfer-encoding",
                    "upgrade",
                    "user-agent",
                    "via",
                    "x-real-ip"),
            Map.of("content-length", LENGTH, "host", HOST));

    private static final Map<String, HeaderRule> OF_RESPONSES = rules(
            Set.of(
                    "accept-ranges",
                    "content-encoding",
                    "content-range",
                    "content-type",
                    "date",
                    "e-tag",
                    "etag",
                    "expires",
                    "last-modified",
                    "refresh",
                    "server",
                    "www-authenticate"),
            Map.of("content-length", LENGTH, "location", LOCATION));

    private static Map<String, HeaderRule> rules(Set<String> single, Map<String, HeaderRule> others) {
        Map<String, HeaderRule> rules = new HashMap<>(others);
        single.forEach(name -> rules.put(name, SINGLE));
        return Map.copyOf(rules);
    }

    static HeaderRule ofRequest(String name) {
        return OF_REQUESTS.getOrDefault(name.toLowerCase(Locale.ROOT), LIST);
    }

    static HeaderRule ofResponse(String name) {
        return OF_RESPONSES.getOrDefault(name.toLowerCase(Locale.ROOT), LIST);
    }

    /** Whether the header has one value at most. */
    boolean single() {
        return this != LIST && this != LOCATION;
    }

    /** Whether a value is one that nginx takes. */
    boolean accepts(String value) {
        return switch (this) {
            case LENGTH -> value.isEmpty() || isLength(value);
            case HOST -> value.isEmpty() || HostName.isValid(value);
            default -> true;
        };
    }

    private static boolean isLength(String value) {
        return value.length() <= MOST_DIGITS && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Of values that were given, those that the header has then. */
    List<String> kept(List<String> values) {
        if (values.size() == 1) {
            return values.get(0).isEmpty() ? List.of() : values;
        }
        if (single()) {
            String last = values.isEmpty() ? "" : values.get(values.size() - 1);
            return last.isEmpty() ? List.of() : List.of(last);
        }
        List<String> kept = new ArrayList<>(values.size());
        for (String value : values) {
            if (this == LOCATION
                    && !kept.isEmpty()
                    && !kept.get(kept.size() - 1).startsWith("/")) {
                kept.remove(kept.size() - 1);
            }
            if (!value.isEmpty()) {
                kept.add(value);
            }
        }
        return kept;
    }
}
