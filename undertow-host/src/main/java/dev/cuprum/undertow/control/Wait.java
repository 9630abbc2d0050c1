package dev.cuprum.undertow.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.Edge;
import dev.cuprum.store.NodeStatus;
import dev.cuprum.store.NodeStatus.State;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a publication is to be waited for: {@code ?wait=2s}, {@code ?wait=500ms}. The answer then says which nodes
 * have compiled it: at once where all live nodes have, else after that time. Nodes of which nothing is known are not
 * waited for.
 */
final class Wait {

    private static final Logger LOG = System.getLogger(Wait.class.getName());

    /** The name of the query parameter. */
    static final String PARAMETER = "wait";

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s)");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** How often the nodes are looked at: the first time, and at most later. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(2);

    private static final Duration LONGEST_LOOK = Duration.ofMillis(50);

    private final Optional<Duration> longest;

    private Wait(Optional<Duration> longest) {
        this.longest = longest;
    }

    /**
     * What a call asks for.
     *
     * @throws Refusal where it is no duration
     */
    static Wait of(Call call) {
        if (!call.query().containsKey(PARAMETER)) {
            return new Wait(Optional.empty());
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
        return new Wait(Optional.of(wait));
    }

    /**
     * Waits until all live nodes have a generation, where the call asked for that, and adds to its answer which have.
     *
     * @param generation what was published
     */
    void describe(Edge edge, long generation, ObjectNode answer) {
        longest.ifPresent(patience -> {
            ObjectNode nodes = answer.putObject("nodes");
            try {
                describe(edge, generation, await(edge, generation, patience), nodes);
            } catch (RuntimeException e) { // What was published stays so, whatever is known of the nodes.
                LOG.log(Level.WARNING, "generation " + generation + " is published, and the nodes cannot be read", e);
                nodes.removeAll().put("problem", "the nodes cannot be read; GET /api/nodes tells more");
            }
        });
    }

    private static List<NodeStatus> await(Edge edge, long generation, Duration patience) {
        long start = System.nanoTime();
        Duration look = FIRST_LOOK;
        while (true) {
            List<NodeStatus> nodes = edge.nodes();
            boolean pending = nodes.stream().anyMatch(node -> isPending(edge, node, generation));
            if (!pending || System.nanoTime() - start >= patience.toNanos()) {
                return nodes;
            }
            LockSupport.parkNanos(look.toNanos());
            look = look.multipliedBy(2).compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : LONGEST_LOOK;
        }
    }

    private static boolean isPending(Edge edge, NodeStatus node, long generation) {
        return node.state() == State.LIVE && !node.has(generation, edge.store().epoch());
    }

    private static void describe(Edge edge, long generation, List<NodeStatus> nodes, ObjectNode json) {
        ArrayNode acknowledged = json.putArray("acknowledged");
        ArrayNode pending = json.putArray("pending");
        for (NodeStatus node : nodes) {
            String name = node.report().name();
            if (node.state() == State.UNKNOWN) {
                json.withArray("/unknown").add(name);
            } else if (isPending(edge, node, generation)) {
                pending.add(name);
            } else if (node.state() == State.LIVE) {
                acknowledged.add(name);
                node.report().failures().forEach(failure -> json.withArray("/failures")
                        .addObject()
                        .put("node", name)
                        .put("unit", failure.id().value())
                        .put("message", failure.message()));
            }
        }
    }
}
