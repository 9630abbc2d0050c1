package dev.cuprum.lua.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.compiler.CompiledClasses;
import dev.cuprum.lua.compiler.SourceException;
import dev.cuprum.lua.runtime.CodeLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** What is compiled is what the JVM wants, in every method, also in those that no test happens to run. */
final class GeneratedCodeTest {

    private static final int PROGRAMS = 300;

    @Test
    void theCorpusIsCompiledToValidClasses() {
        assertThat(Corpus.snippets().stream().map(snippet -> Snippets.withPrelude(snippet.code())))
                .allSatisfy(GeneratedCodeTest::check);
    }

    @Test
    void randomProgramsAreCompiledToValidClasses() {
        assertThat(LongStream.range(0, PROGRAMS)
                        .mapToObj(seed -> RandomPrograms.source(List.of(RandomPrograms.program(seed)))))
                .allSatisfy(GeneratedCodeTest::check);
    }

    private static void check(String source) {
        loader(source)
                .ifPresent(loader -> loader.classes().values().forEach(code -> assertThat(faults(code.bytes(), loader))
                        .isEmpty()));
    }

    /** The classes of a source; none where it is no Lua. */
    private static Optional<CodeLoader> loader(String source) {
        try {
            return Optional.of(CompiledClasses.loader(source));
        } catch (SourceException e) {
            return Optional.empty();
        }
    }

    private static String faults(byte[] bytes, ClassLoader loader) {
        StringWriter faults = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(bytes), loader, false, new PrintWriter(faults));
        return faults.toString();
    }
}
