package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Statement.Goto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the jumps of one function lead. A jump whose label has not come yet waits in its block, and in the block around
 * when that ends, until the label comes; the statement is then put in its place. However deep blocks are nested, a jump
 * is seldom moved, as the fewer always join the more.
 */
final class Jumps {

    /** No label has this name. */
    private static final String BREAK = "break";

    private final Scope scope;
    private final Deque<Level> levels = new ArrayDeque<>();
    private int count;

    /**
     * A jump without a label.
     *
     * @param order how many have come before it in the function
     * @param time when it came, by the scope's clock
     * @param index its place in the statements
     */
    private record Waiting(int order, int time, int line, List<Statement> statements, int index) {}

    /** A block. */
    private static final class Level {
        final int size;
        final boolean loop;
        final Map<String, Label> labels = new HashMap<>(0);
        Map<String, List<Waiting>> waiting = new HashMap<>(0);

        Level(int size, boolean loop) {
            this.size = size;
            this.loop = loop;
        }

        void add(Map<String, List<Waiting>> jumps) {
            Map<String, List<Waiting>> fewer = jumps.size() < waiting.size() ? jumps : waiting;
            waiting = fewer == jumps ? waiting : jumps;
            fewer.forEach((name, list) -> waiting.merge(name, list, Level::joined));
        }

        private static List<Waiting> joined(List<Waiting> some, List<Waiting> others) {
            List<Waiting> more = some.size() < others.size() ? others : some;
            more.addAll(more == some ? others : some);
            return more;
        }

        void resolve(String name, Label label) {
            List<Waiting> jumps = waiting.remove(name);
            if (jumps != null) {
                jumps.forEach(jump -> jump.statements.set(jump.index, new Goto(label, jump.line)));
            }
        }
    }

    Jumps(Scope scope) {
        this.scope = scope;
    }

    void open(boolean loop) {
        levels.push(new Level(scope.size(), loop));
    }

    /** Ends a block; that of the function too, where every jump must have found its label. */
    void close() throws SourceException {
        Level level = levels.pop();
        level.labels.forEach(level::resolve);
        Level outer = levels.peek();
        if (outer != null) {
            outer.add(level.waiting);
        } else if (!level.waiting.isEmpty()) {
            throw lost(level);
        }
    }

    private static SourceException lost(Level level) {
        String lostName = "";
        Waiting lost = null;
        for (Map.Entry<String, List<Waiting>> entry : level.waiting.entrySet()) {
            Waiting first = first(entry.getValue());
            if (lost == null || first.order < lost.order) {
                lost = first;
                lostName = entry.getKey();
            }
        }
        String message = lostName.equals(BREAK) ? "no loop to break" : "undefined label '" + lostName + "'";
        return new SourceException(lost == null ? 0 : lost.line, message);
    }

    private static Waiting first(List<Waiting> jumps) {
        return jumps.stream().min(Comparator.comparingInt(Waiting::order)).orElseThrow();
    }

    /**
     * Adds a {@code goto} to the statements.
     *
     * @param line the line that a mistake in it is reported for
     */
    void jump(String name, List<Statement> statements, int line) {
        Label label = find(name);
        statements.add(new Goto(label == null ? new Label(name) : label, line));
        if (label == null) {
            await(name, statements, line);
        }
    }

    /** Says that there is a {@code break}, the last of the statements. */
    void leaveLoop(List<Statement> statements, int line) {
        for (Level level : levels) {
            if (level.loop) {
                return;
            }
        }
        await(BREAK, statements, line);
    }

    private void await(String name, List<Statement> statements, int line) {
        current()
                .waiting
                .computeIfAbsent(name, key -> new ArrayList<>(1))
                .add(new Waiting(count++, scope.time(), line, statements, statements.size() - 1));
    }

    /** The label of that name in the current block; null where there is none. */
    @Nullable
    Label find(String name) {
        return current().labels.get(name);
    }

    void define(String name, Label label) {
        current().labels.put(name, label);
    }

    /**
     * Leads jumps forward to a label.
     *
     * @param last whether the block ends with it, so that no variable is in scope there any more
     */
    void arrive(String name, Label label, boolean last) throws SourceException {
        Level level = current();
        int size = last ? level.size : scope.size();
        List<Waiting> skipping = level.waiting.getOrDefault(name, List.of()).stream()
                .filter(jump -> scope.sizeAt(jump.time) < size)
                .toList();
        if (!skipping.isEmpty()) {
            Waiting jump = first(skipping);
            String skipped = scope.nameAt(scope.sizeAt(jump.time));
            throw new SourceException(jump.line, "<goto " + name + "> jumps into the scope of local '" + skipped + "'");
        }
        level.resolve(name, label);
    }

    private Level current() {
        return levels.element();
    }
}
