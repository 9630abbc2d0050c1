package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.store.Snapshot;
import dev.cuprum.store.SnapshotFile;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SaverTest {

    private static final InstantSource CLOCK = InstantSource.system();

    /** So many that the first file waits longer than a test does. */
    private static final int MANY = 50_000;

    @TempDir
    Path folder;

    private final Alarms alarms = new Alarms("units", List.of(), CLOCK);

    private SnapshotFile file() {
        return new SnapshotFile(folder.resolve("units"), CLOCK);
    }

    private Saver saver() {
        return new Saver(file(), alarms, CLOCK, "test");
    }

    private static Picture picture(long generation, int units) {
        StoredUnit unit = new StoredUnit(ComputingUnit.of("unit", Phase.ACCESS, "return"), 1);
        Map<UnitId, StoredUnit> all = new HashMap<>();
        for (int i = 0; i < units; i++) {
            all.put(UnitId.of("unit-" + i), unit);
        }
        Head head = new Head("", List.of(), generation, "", Instant.EPOCH, "", Optional.empty(), "", "");
        return new Picture(head, new Snapshot(generation, all), Digests.NONE);
    }

    private long written() {
        return file().read(complaint -> {})
                .map(saved -> saved.snapshot().generation())
                .orElse(0L);
    }

    @Test
    void closingWritesTheNewestOfThoseThatWait() {
        try (Saver saver = saver()) {
            saver.save(picture(1, MANY), false);
            saver.save(picture(2, 1), false);
        }

        assertThat(written()).isEqualTo(2);
    }

    @Test
    void fewUnitsAreOnDiskWhileTheStoreIsOpen() {
        try (Saver saver = saver()) {
            saver.save(picture(1, 3), false);

            Awaitility.await().until(() -> written() == 1);
        }
    }

    @Test
    void firstFileWaitsByTheNumberOfItsUnits() {
        assertThat(Saver.untilFirst(3)).isZero();
        assertThat(Saver.untilFirst(10_000)).isEqualTo(2_000);
        assertThat(Saver.untilFirst(Integer.MAX_VALUE)).isEqualTo(10_000);
    }

    @Test
    void diskRestsLongerAfterFilesThatTakeLong() {
        assertThat(Saver.restAfter(0)).isEqualTo(1_000);
        assertThat(Saver.restAfter(300)).isEqualTo(3_000);
        assertThat(Saver.restAfter(Long.MAX_VALUE / 100)).isEqualTo(10_000);
    }

    @Test
    void whatCannotBeWrittenIsWrittenWhenItCanBe() throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve("units").resolve("in-the-way"));
        try (Saver saver = saver()) {
            saver.save(picture(1, 1), false);
            Awaitility.await().until(() -> alarms.stands(Kind.FILE));
            Files.delete(inTheWay);
            Files.delete(folder.resolve("units"));

            Awaitility.await().until(() -> written() == 1);
            Awaitility.await().until(alarms::isQuiet);
        }
    }

    @Test
    void whatCannotBeWrittenGivesWayToWhatIsNewer() throws IOException {
        Files.createDirectories(folder.resolve("units").resolve("in-the-way"));
        try (Saver saver = saver()) {
            saver.save(picture(1, 1), false);
            Awaitility.await().until(() -> alarms.stands(Kind.FILE));
            saver.save(picture(2, 1), true);

            Awaitility.await().until(() -> written() == 2);
            assertThat(folder)
                    .isDirectoryContaining(path -> path.getFileName().toString().startsWith("units.lost-"));
        }
    }

    @Test
    void closingEndsThoughNothingCanBeWritten() throws IOException {
        Files.createDirectories(folder.resolve("units").resolve("in-the-way"));
        try (Saver saver = saver()) {
            saver.save(picture(1, 1), false);
        }

        assertThat(alarms.stands(Kind.FILE)).isTrue();
    }
}
