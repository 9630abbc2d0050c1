package dev.cuprum.undertow.standalone.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a file and a folder in it, and what is read of texts there. */
abstract class ReadsConfiguration {

    @TempDir
    Path folder;

    @BeforeEach
    void aFolderOfFiles() throws IOException {
        Files.createDirectory(folder.resolve("public"));
        Files.writeString(folder.resolve("a-file"), "x");
    }

    final Configuration read(String yaml) {
        return ConfigurationReader.parse(yaml, "cuprum.yaml", folder);
    }

    final List<String> problems(String yaml) {
        try {
            read(yaml);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}
