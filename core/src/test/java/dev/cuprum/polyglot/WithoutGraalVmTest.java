package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.Edge;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The module where GraalVM is not on the class path. */
final class WithoutGraalVmTest {

    /** Loaded by a class loader that knows nothing of GraalVM; says how a unit in JavaScript is refused. */
    public static final class Publication implements Callable<String> {
        @Override
        public String call() {
            try (Edge edge = Edge.create()) {
                edge.put(ComputingUnit.builder(UnitId.of("unit"), Phase.ACCESS, "export default () => {};")
                        .language("js")
                        .build());
                return "published";
            } catch (InvalidUnitException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    private static boolean isOfGraalVm(File entry) {
        if (entry.isDirectory()) {
            return false;
        }
        try (JarFile jar = new JarFile(entry)) {
            return jar.stream()
                    .anyMatch(file -> file.getName().startsWith("org/graalvm/")
                            || file.getName().startsWith("com/oracle/truffle/"));
        } catch (IOException e) {
            throw new UncheckedIOException(entry.toString(), e);
        }
    }

    private static URL url(File entry) {
        try {
            return entry.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry.toString(), e);
        }
    }

    private static Object published(ClassLoader loader) throws Exception {
        Class<?> publication = loader.loadClass(Publication.class.getName());
        assertThat(publication.getClassLoader()).isSameAs(loader);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return ((Callable<?>) publication.getConstructor().newInstance()).call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void unitsInJavaScriptAreRefusedAndAllElseWorks() throws Exception {
        File[] entries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(File::exists)
                .toArray(File[]::new);
        URL[] others = Arrays.stream(entries)
                .filter(entry -> !isOfGraalVm(entry))
                .map(WithoutGraalVmTest::url)
                .toArray(URL[]::new);
        assertThat(others).hasSizeLessThan(entries.length);
        try (URLClassLoader loader = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            assertThat(published(loader)).asString().contains("'js'");
        }
    }
}
