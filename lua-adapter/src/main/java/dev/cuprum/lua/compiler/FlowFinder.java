package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Statement.Goto;
import dev.cuprum.lua.compiler.Statement.LabelStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds out which jumps lead into a part of a function, and out of it. */
final class FlowFinder {

    private final List<Label> labels = new ArrayList<>();
    private final Map<Label, Integer> jumps = new LinkedHashMap<>();

    /**
     * Numbers the labels of a function, and counts the jumps to each.
     *
     * @param count how many labels there are before the block
     * @return how many there are after it
     */
    static int number(Block block, int count) {
        int labels = count;
        for (Statement statement : block.statements()) {
            if (statement instanceof LabelStatement here) {
                here.label().number = ++labels;
            } else if (statement instanceof Goto jump) {
                jump.label().jumps++;
            }
            for (Block inner : Walk.blocks(statement)) {
                labels = number(inner, labels);
            }
        }
        return labels;
    }

    /** Looks at a block. */
    FlowFinder block(Block block) {
        block.statements().forEach(this::statement);
        return this;
    }

    /** Looks at a statement. */
    FlowFinder statement(Statement statement) {
        if (statement instanceof LabelStatement here) {
            labels.add(here.label());
        } else if (statement instanceof Goto jump) {
            jumps.merge(jump.label(), 1, Integer::sum);
        } else if (statement instanceof Statement.Part part) {
            labels.addAll(part.flow().entries());
            part.flow().open().forEach((label, count) -> jumps.merge(label, count, Integer::sum));
        }
        Walk.blocks(statement).forEach(this::block);
        return this;
    }

    /** The labels that have been seen to be jumped to. */
    Iterable<Label> targets() {
        return jumps.keySet();
    }

    /** What has been found. */
    Flow found() {
        List<Label> entries = new ArrayList<>();
        for (Label label : labels) {
            if (jumps.getOrDefault(label, 0) < label.jumps) {
                entries.add(label);
            } else {
                jumps.remove(label);
            }
        }
        return new Flow(List.copyOf(entries), jumps);
    }
}
