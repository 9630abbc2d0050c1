package dev.cuprum.lua.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cuprum.lua.differential.Corpus.Snippet;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every snippet of the corpus does here what it does in LuaJIT, to the last letter of its error messages. */
final class CorpusTest {

    @Test
    void theCorpusIsLargeAndItsNamesAreUnique() {
        List<Snippet> snippets = Corpus.snippets();
        Set<String> names = snippets.stream().map(Snippet::name).collect(Collectors.toSet());

        assertThat(names).hasSize(snippets.size()).hasSizeGreaterThan(700).containsAll(Deliberate.DIFFERENCES.keySet());
    }

    @TestFactory
    Stream<DynamicTest> doesWhatTheOriginalDoes() throws IOException {
        Map<String, String> expected = new HashMap<>();
        expected.putAll(answers(Original.luaJit(), false));
        expected.putAll(answers(Original.lua51(), true));
        return Corpus.snippets().stream()
                .map(snippet ->
                        DynamicTest.dynamicTest(snippet.name(), () -> check(snippet, expected.get(snippet.name()))));
    }

    /** Where there is no answer to compare with, the original is not installed. */
    private static void check(Snippet snippet, @Nullable String original) {
        assumeTrue(original != null, () -> (snippet.asksLua51() ? "lua5.1" : "luajit") + " is not installed");
        String ours = Snippets.output(snippet.code());
        Deliberate.Difference difference = Deliberate.DIFFERENCES.get(snippet.name());
        if (difference == null) {
            if (!Agreement.between(snippet.code(), original, ours)) {
                assertThat(ours).as(snippet.code()).isEqualTo(original);
            }
        } else {
            assertThat(ours)
                    .as(difference.reason())
                    .isEqualTo(difference.output())
                    .isNotEqualTo(original);
        }
    }

    private static Map<String, String> answers(Original original, boolean lua51) throws IOException {
        if (!original.isInstalled()) {
            return Map.of();
        }
        List<Snippet> snippets = Corpus.snippets().stream()
                .filter(snippet -> snippet.asksLua51() == lua51)
                .toList();
        List<String> outputs =
                original.outputs(snippets.stream().map(Snippet::code).toList());
        Map<String, String> answers = new HashMap<>();
        for (int i = 0; i < snippets.size(); i++) {
            answers.put(snippets.get(i).name(), outputs.get(i));
        }
        return answers;
    }
}
