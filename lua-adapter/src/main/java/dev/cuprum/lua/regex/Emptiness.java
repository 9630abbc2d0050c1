package dev.cuprum.lua.regex;

import java.util.HashSet;
import java.util.Set;

/** Whether what has been read may match nothing, with the groups that it calls as far as they have been read. */
final class Emptiness {

    private final Reading in;
    private final Set<Integer> called = new HashSet<>();

    Emptiness(Reading in) {
        this.in = in;
    }

    /** Whether a node may match nothing. */
    boolean possible(Node node) {
        if (node instanceof Node.Call call) {
            return called(call);
        }
        if (node instanceof Node.Choice choice) {
            return choice.branches().stream().anyMatch(this::possible);
        }
        if (node instanceof Node.Conditional conditional) {
            return possible(conditional.yes()) || possible(conditional.no());
        }
        if (node instanceof Node.Repeat repeat) {
            return repeat.min() == 0 || possible(repeat.body());
        }
        if (node instanceof Node.Look) {
            return true;
        }
        return Nodes.parts(node).isEmpty()
                ? Lengths.least(node) == 0
                : Nodes.parts(node).stream().allMatch(this::possible);
    }

    private boolean called(Node.Call call) {
        int[] groups = call.group().numbers(in.names);
        Node body = groups.length == 0 ? null : in.bodies.get(groups[0]);
        if (body == null || !called.add(groups[0])) {
            return true;
        }
        boolean possible = possible(body);
        called.remove(groups[0]);
        return possible;
    }
}
