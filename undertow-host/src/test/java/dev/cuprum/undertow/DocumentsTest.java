package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map of the packages is that of the sources. */
class DocumentsTest {

    private static final Path ROOT = Path.of(System.getProperty("cuprum.root", ".."));

    @Test
    void theArchitectureNamesEveryPackageAndNoOther() throws Exception {
        Set<String> named = Pattern.compile("\\bdev\\.cuprum(?:\\.[a-z][a-z0-9]*)*")
                .matcher(Files.readString(ROOT.resolve("ARCHITECTURE.md")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isNotEmpty().isEqualTo(packages());
    }

    private static Set<String> packages() throws IOException {
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                Path sources = module.resolve("src/main/java");
                if (Files.isDirectory(sources)) {
                    packages.addAll(packagesIn(sources));
                }
            }
        }
        return packages;
    }

    private static Set<String> packagesIn(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file).getParent())
                    .map(folder ->
                            folder.toString().replace(folder.getFileSystem().getSeparator(), "."))
                    .collect(Collectors.toSet());
        }
    }
}
