package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Statement.Goto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the jumps of one function lead. A jump whose label has not come yet waits in its block, and in the block around
 * when that ends, until the label comes; the statement is then put in its place.
 */
final class Jumps {

    /** No label has this name. */
    private static final String BREAK = "break";

    private final Scope scope;
    private final Deque<Level> levels = new ArrayDeque<>();
    private int count;

    /** A block. */
    private static final class Level {
        final int size;
        final boolean loop;
        final Map<String, Label> labels = new HashMap<>(0);
        final Map<String, List<Waiting>> waiting = new HashMap<>(0);

        Level(int size, boolean loop) {
            this.size = size;
            this.loop = loop;
        }

        void add(String name, List<Waiting> jumps) {
            List<Waiting> others = waiting.putIfAbsent(name, jumps);
            if (others != null) {
                others.addAll(jumps);
            }
        }
    }

    /** A jump without a label. */
    private static final class Waiting {
        final int order;
        final int line;
        final List<Statement> statements;
        final int index;

        /** How many variables there are where it jumps to, unless it skips a declaration. */
        int size;

        Waiting(int order, int line, List<Statement> statements, int size) {
            this.order = order;
            this.line = line;
            this.statements = statements;
            this.index = statements.size() - 1;
            this.size = size;
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
        Level outer = levels.peek();
        List<Waiting> lost = new ArrayList<>();
        String lostName = "";
        for (Map.Entry<String, List<Waiting>> entry : level.waiting.entrySet()) {
            List<Waiting> jumps = entry.getValue();
            if (outer != null) {
                jumps.forEach(jump -> jump.size = level.size);
                outer.add(entry.getKey(), jumps);
            } else if (lost.isEmpty() || jumps.get(0).order < lost.get(0).order) {
                lost = jumps;
                lostName = entry.getKey();
            }
        }
        if (outer != null) {
            resolveBackward(outer, level);
        } else if (!lost.isEmpty()) {
            String message = lostName.equals(BREAK) ? "no loop to break" : "undefined label '" + lostName + "'";
            throw new SourceException(lost.get(0).line, message);
        }
    }

    /** What has come up from a block may be for a label that the block around had already. */
    private static void resolveBackward(Level level, Level ended) {
        if (level.labels.isEmpty()) {
            return;
        }
        for (String name : ended.waiting.keySet()) {
            Label label = level.labels.get(name);
            if (label != null) {
                resolve(level, name, label);
            }
        }
    }

    private static void resolve(Level level, String name, Label label) {
        List<Waiting> jumps = level.waiting.remove(name);
        if (jumps != null) {
            jumps.forEach(jump -> jump.statements.set(jump.index, new Goto(label)));
        }
    }

    /**
     * Adds a {@code goto} to the statements.
     *
     * @param line the line that a mistake in it is reported for
     */
    void jump(String name, List<Statement> statements, int line) {
        Level level = current();
        Label label = level.labels.get(name);
        if (label != null) {
            statements.add(new Goto(label));
            return;
        }
        statements.add(new Goto(new Label(name)));
        await(name, statements, line);
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
        List<Waiting> jumps = new ArrayList<>(1);
        jumps.add(new Waiting(count++, line, statements, scope.size()));
        current().add(name, jumps);
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
        for (Waiting jump : level.waiting.getOrDefault(name, List.of())) {
            if (jump.size < size) {
                throw new SourceException(
                        jump.line,
                        "<goto " + name + "> jumps into the scope of local '" + scope.nameAt(jump.size) + "'");
            }
        }
        resolve(level, name, label);
    }

    private Level current() {
        return levels.element();
    }
}
