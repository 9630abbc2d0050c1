package dev.cuprum.undertow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.engine.ScriptEngineContract;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The engine of the examples does what every engine must do. */
final class OwnEngineTest extends ScriptEngineContract {

    private static final Path SOURCE =
            Path.of(System.getProperty("cuprum.root", "..")).resolve("undertow-host/examples/OwnEngine.java");

    @TempDir
    static Path folder;

    private static URLClassLoader classes;

    /** The example is a single source file that no module has, so it is compiled here. */
    @BeforeAll
    static void compile() throws Exception {
        String classPath = System.getProperty("java.class.path");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), SOURCE.toString());
        assertThat(result).isZero();
        classes = new URLClassLoader(new URL[] {folder.toUri().toURL()}, OwnEngineTest.class.getClassLoader());
    }

    @AfterAll
    static void close() throws Exception {
        classes.close();
    }

    @Override
    protected ScriptEngine engine() {
        try {
            return (ScriptEngine)
                    classes.loadClass("OwnEngine").getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the engine of the example cannot be made", e);
        }
    }

    @Override
    protected String headerWrite() {
        return "header X-Unit ran";
    }

    @Override
    protected String exitForbidden() {
        return "exit 403";
    }

    @Override
    protected String endlessLoop() {
        return "goto 1";
    }

    /** There is nothing that catches. */
    @Override
    protected String endlessLoopThatCatches() {
        return "count n\ngoto 1";
    }

    @Override
    protected String endlessRecursion() {
        return "call 1";
    }

    @Override
    protected String errorInLine3() {
        return "count a\ncount b\nexit broken";
    }

    @Override
    protected String syntaxErrorInLine2() {
        return "count a\nhop 3";
    }

    @Override
    protected String memoryBomb() {
        return "say something\ngoto 1";
    }

    @Override
    protected String useOfGlobals() {
        return """
                skip seen 0
                exit 500
                count seen
                count n
                skip n 100
                goto 4
                skip n 100
                exit 500""";
    }
}
