package dev.cuprum.undertow.control;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tags of an If-Match or If-None-Match field (RFC 9110 sections 8.8.3 and 13.1).
 *
 * @param any whether the field is a star
 * @param strong the strong tags, without quotes
 * @param weak the weak tags, without {@code W/} and quotes
 */
record EntityTags(boolean any, List<String> strong, List<String> weak) {

    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*(?:(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\")?[ \\t]*(?:,|$)");

    EntityTags {
        strong = List.copyOf(strong);
        weak = List.copyOf(weak);
    }

    /**
     * Reads a field.
     *
     * @param name the name of the field, for the message
     * @throws Refusal where it is neither a star nor a list of tags
     */
    static EntityTags parse(String name, String value) {
        if (value.strip().equals("*")) {
            return new EntityTags(true, List.of(), List.of());
        }
        List<String> strong = new ArrayList<>();
        List<String> weak = new ArrayList<>();
        Matcher element = ELEMENT.matcher(value);
        for (int at = 0; at < value.length(); at = element.end()) {
            if (!element.find(at) || element.start() != at) {
                throw malformed(name, value);
            }
            if (element.group(2) != null) {
                (element.group(1) == null ? strong : weak).add(element.group(2));
            }
        }
        if (strong.isEmpty() && weak.isEmpty()) {
            throw malformed(name, value);
        }
        return new EntityTags(false, strong, weak);
    }

    private static Refusal malformed(String name, String value) {
        return Refusal.of(
                400,
                name + ": " + value + " is no entity tag; write it in quotes as the ETag header has it: " + name
                        + ": \"auth.3\"");
    }

    /** Whether one of them is that tag, by the strong comparison, for which weak tags never match. */
    boolean matchStrongly(String etag) {
        return any || strong.contains(etag);
    }

    /** Whether one of them is that tag, by the weak comparison. */
    boolean matchWeakly(String etag) {
        return any || strong.contains(etag) || weak.contains(etag);
    }
}
