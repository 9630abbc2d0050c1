package dev.cuprum.lua.differential;

import java.io.IOException;
import java.util.List;

/** Makes a program smaller as long as it still does something else here than in the original. */
final class Shrinker {

    private static final int ROUNDS = 60;

    private final Original original;

    Shrinker(Original original) {
        this.original = original;
    }

    List<Statement> shrink(List<Statement> program) {
        List<Statement> smallest = program;
        for (int round = 0; round < ROUNDS; round++) {
            List<Statement> next = smaller(smallest);
            if (next.equals(smallest)) {
                return smallest;
            }
            smallest = next;
        }
        return smallest;
    }

    private List<Statement> smaller(List<Statement> program) {
        List<List<Statement>> candidates = Statement.smaller(program);
        List<String> sources = candidates.stream()
                .map(candidate -> RandomPrograms.source(List.of(candidate)))
                .toList();
        List<String> expected;
        try {
            expected = original.outputs(sources);
        } catch (IOException e) {
            // One of them does not end.
            return program;
        }
        for (int i = 0; i < candidates.size(); i++) {
            if (!expected.get(i).startsWith(Snippets.REFUSED)
                    && !Agreement.between(sources.get(i), expected.get(i), Snippets.output(sources.get(i)))) {
                return candidates.get(i);
            }
        }
        return program;
    }
}
