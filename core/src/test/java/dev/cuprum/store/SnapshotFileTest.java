package dev.cuprum.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotFileTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");

    @TempDir
    private Path folder;

    private final List<String> complaints = new ArrayList<>();
    private Path path;
    private SnapshotFile file;
    private SnapshotFile.Saved saved;

    @BeforeEach
    void open() {
        path = folder.resolve("data/units.jsonl");
        file = new SnapshotFile(path, () -> NOW);
        ComputingUnit unit = ComputingUnit.builder(UnitId.of("a"), Phase.ACCESS, "-- \u00fc\n\"x\"\r\u2028")
                .match(new Match(List.of(), List.of(PathPattern.parse("/x")), List.of("GET"), List.of()))
                .build();
        Snapshot snapshot = Snapshot.EMPTY.with(Release.put(unit, ComputingUnit.of("b", Phase.LOG, "x")), 7);
        saved = new SnapshotFile.Saved(snapshot, Map.of("epoch", "e", "empty", ""));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.map(found -> found.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void readsWhatItHasWritten() throws IOException {
        file.write(saved);
        file.write(saved);

        assertThat(file.read(complaints::add)).contains(saved);
        assertThat(complaints).isEmpty();
        assertThat(names()).containsExactly("units.jsonl");
    }

    @Test
    void hasNothingWhereThereIsNoFile() {
        assertThat(file.read(complaints::add)).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @Test
    void setsAFileOfAnotherSchemaAside() throws IOException {
        file.write(saved);
        Files.writeString(path, Files.readString(path).replace("\"schema\":1", "\"schema\":2"));

        assertThat(file.read(complaints::add)).isEmpty();

        assertThat(complaints).singleElement().asString().contains("its schema is 2, and this version reads 1 only");
        assertThat(names()).containsExactly("units.jsonl.damaged-20300102T030405.678Z");
    }

    @Test
    void noByteOfItCanBeOtherwise() throws IOException {
        file.write(saved);
        byte[] bytes = Files.readAllBytes(path);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            Files.write(path, damaged);

            assertThat(file.read(complaints::add))
                    .as("byte " + i + " of " + new String(damaged, StandardCharsets.ISO_8859_1))
                    .isEmpty();
            Files.delete(folder.resolve("data/units.jsonl.damaged-20300102T030405.678Z"));
        }
        assertThat(complaints).hasSize(bytes.length);
    }

    @Test
    void noPartOfItCanBeMissing() throws IOException {
        file.write(saved);
        byte[] bytes = Files.readAllBytes(path);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(path, java.util.Arrays.copyOf(bytes, length));

            assertThat(file.read(complaints::add)).as("%d bytes", length).isEmpty();
            Files.delete(folder.resolve("data/units.jsonl.damaged-20300102T030405.678Z"));
        }
    }
}
