package dev.cuprum.undertow.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.Edge;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a publication is to be waited for: {@code ?wait=2s}, {@code ?wait=500ms}. The answer then says which nodes
 * have it. There is one node, and it has a generation before the call that published it is answered.
 */
final class Wait {

    /** The name of the query parameter. */
    static final String PARAMETER = "wait";

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s)");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final boolean asked;

    private Wait(boolean asked) {
        this.asked = asked;
    }

    /**
     * What a call asks for.
     *
     * @throws Refusal where it is no duration
     */
    static Wait of(Call call) {
        if (!call.query().containsKey(PARAMETER)) {
            return new Wait(false);
        }
        String text = call.query().get(PARAMETER).getLast();
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw Refusal.of(400, "wait=" + text + " is no duration; write it as in wait=2s or wait=500ms");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration wait = matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
        if (wait.compareTo(LONGEST) > 0) {
            throw Refusal.of(400, "wait=" + text + " is too long; at most " + LONGEST.toSeconds() + "s is possible");
        }
        return new Wait(true);
    }

    /** Adds to an answer which nodes have the generation that it is about. */
    void describe(Edge edge, ObjectNode answer) {
        if (asked) {
            ObjectNode nodes = answer.putObject("nodes");
            nodes.putArray("acknowledged").add(edge.node().name());
            nodes.putArray("pending");
        }
    }
}
