package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Statement.LabelStatement;
import dev.cuprum.lua.compiler.Statement.LocalDeclaration;
import dev.cuprum.lua.compiler.Statement.LocalFunction;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The statements of a block as segments that can be parts, one after the other. A declaration of a variable that more
 * than one segment uses is in none, so that it stays in the block; a block declares no more than 200.
 */
final class Segments {

    private final FunctionBody function;
    private final Size size;
    private final List<Statement> statements;

    /** Where each variable is used last, and where it is declared. */
    private final IdentityHashMap<Variable, Integer> last = new IdentityHashMap<>();

    private final IdentityHashMap<Variable, Integer> declared = new IdentityHashMap<>();

    private Segments(FunctionBody function, Size size, List<Statement> statements) {
        this.function = function;
        this.size = size;
        this.statements = statements;
    }

    /** The segments of such a size at most; each declaration that is in none is one by itself. */
    static List<List<Statement>> of(FunctionBody function, Size size, List<Statement> statements, int most) {
        Segments segments = new Segments(function, size, statements);
        segments.findUses();
        segments.followJumps();
        return segments.cut(most);
    }

    /** Whether a statement declares variables for those that follow it. */
    static boolean declares(Statement statement) {
        return statement instanceof LocalDeclaration || statement instanceof LocalFunction;
    }

    private void findUses() {
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            if (declares(statement)) {
                for (Variable variable : Walk.declared(statement)) {
                    declared.put(variable, i);
                    last.put(variable, i);
                }
            }
            for (Variable variable :
                    new UsesFinder(function).statement(statement).mentioned()) {
                last.replace(variable, i);
            }
        }
    }

    /** Where a jump leads back to a label in the scope of a variable that is used there, it is used until the jump. */
    private void followJumps() {
        IdentityHashMap<Label, Integer> jumps = new IdentityHashMap<>();
        NavigableMap<Integer, Integer> back = new TreeMap<>();
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (statements.get(i) instanceof LabelStatement here && jumps.containsKey(here.label())) {
                back.put(i, jumps.get(here.label()));
            }
            for (Label target : new FlowFinder().statement(statements.get(i)).targets()) {
                jumps.putIfAbsent(target, i);
            }
            if (statements.get(i) instanceof Statement.Part part) {
                for (Label entry : part.flow().entries()) {
                    Integer jump = jumps.get(entry);
                    if (jump != null && jump > i) {
                        back.merge(i, jump, Math::max);
                    }
                }
            }
        }
        if (!back.isEmpty()) {
            last.replaceAll((variable, end) -> reached(back, declared.getOrDefault(variable, 0), end));
        }
    }

    private static int reached(NavigableMap<Integer, Integer> back, int from, int end) {
        int reached = end;
        for (Map.Entry<Integer, Integer> jump : back.tailMap(from, false).entrySet()) {
            if (jump.getKey() > reached) {
                break;
            }
            reached = Math.max(reached, jump.getValue());
        }
        return reached;
    }

    private List<List<Statement>> cut(int most) {
        List<Integer> cuts = cuts(most);
        boolean[] stays = staying(cuts);
        List<List<Statement>> segments = new ArrayList<>();
        List<Statement> open = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < statements.size(); i++) {
            boolean cut = next < cuts.size() && cuts.get(next) == i;
            next += cut ? 1 : 0;
            if ((cut || stays[i]) && !open.isEmpty()) {
                segments.add(open);
                open = new ArrayList<>();
            }
            open.add(statements.get(i));
            if (stays[i]) {
                segments.add(open);
                open = new ArrayList<>();
            }
        }
        if (!open.isEmpty()) {
            segments.add(open);
        }
        return segments;
    }

    /** Where segments begin, except the first: where the fewest variables are in use. */
    private List<Integer> cuts(int most) {
        int[] used = used();
        List<Integer> cuts = new ArrayList<>();
        int start = 0;
        int best = 0;
        int total = 0;
        int sinceBest = 0;
        for (int i = 0; i < statements.size(); i++) {
            int next = size.of(statements.get(i));
            if (total + next > most && i > start) {
                boolean here = best == start || used[i] <= used[best];
                start = here ? i : best;
                total = here ? 0 : sinceBest;
                cuts.add(start);
                best = start;
                sinceBest = 0;
            } else if (total > most / 2 && (best == start || used[i] <= used[best])) {
                best = i;
                sinceBest = 0;
            }
            total += next;
            sinceBest += next;
        }
        return cuts;
    }

    /** How many variables are declared before each statement, and used there or later. */
    private int[] used() {
        int[] used = new int[statements.size() + 1];
        last.forEach((variable, end) -> {
            used[declared.getOrDefault(variable, 0) + 1]++;
            used[end + 1]--;
        });
        for (int i = 1; i < used.length; i++) {
            used[i] += used[i - 1];
        }
        return used;
    }

    /** Which declarations are in no segment: each ends the segment before it, and thereby makes others stay. */
    private boolean[] staying(List<Integer> cuts) {
        boolean[] stays = new boolean[statements.size()];
        int next = cuts.size() - 1;
        int border = statements.size();
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (declares(statements.get(i))) {
                for (Variable variable : Walk.declared(statements.get(i))) {
                    stays[i] |= last.getOrDefault(variable, i) >= border;
                }
            }
            if (stays[i]) {
                border = i;
            }
            if (next >= 0 && cuts.get(next) == i) {
                border = i;
                next--;
            }
        }
        return stays;
    }
}
