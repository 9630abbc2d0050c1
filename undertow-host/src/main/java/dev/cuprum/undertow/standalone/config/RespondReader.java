package dev.cuprum.undertow.standalone.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the section {@code respond} of a route. */
final class RespondReader {

    private static final Set<Integer> BODILESS = Set.of(204, 304);
    private static final Set<String> OURS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        OURS.addAll(List.of("Content-Length", "Transfer-Encoding", "Connection"));
    }

    Optional<Target> respond(Section section) {
        int status = section.number("status", 200, 599).map(Long::intValue).orElse(200);
        String body = section.text("body").orElse("");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        section.section("headers").ifPresent(given -> given.words().forEach((name, values) -> {
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                given.complain(name, "is not the name of a header field");
            } else if (OURS.contains(name)) {
                given.complain(name, "is set by the server itself; leave it out");
            } else if (!values.stream().allMatch(value -> value.matches("[\\t\\x20-\\x7e\\x80-\\xff]*"))) {
                given.complain(name, "holds a line break or another character that a header field cannot have");
            } else {
                headers.put(name, values);
            }
        }));
        if (BODILESS.contains(status) && !body.isEmpty()) {
            section.complain("body", "cannot be sent: a response of status " + status + " has none");
        }
        section.end();
        return Optional.of(new Target.Respond(status, body, headers));
    }
}
