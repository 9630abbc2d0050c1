package dev.cuprum.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChainedEntryTest {

    private static final UnitId A = UnitId.of("a");
    private static final UnitId B = UnitId.of("b");

    @Test
    void readsWhatItHasWritten() {
        HistoryEntry entry =
                new HistoryEntry(7, Instant.parse("2030-01-02T03:04:05Z"), "ann", "\"why\"\n", List.of(A), List.of(B));
        ChainedEntry link = new ChainedEntry(entry, Map.of(B, new ChainedEntry.Version(3, "d")), "release", "previous");

        assertThat(ChainedEntry.read(link.write())).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "{}",
                "{\"generation\":0,\"at\":\"x\",\"author\":1,\"comment\":\"\",\"put\":[\" \"],\"deleted\":{},"
                        + "\"before\":[],\"release\":\"\",\"previous\":\"\"}"
            })
    void refusesWhatIsNoEntry(String text) {
        assertThatExceptionOfType(InvalidUnitException.class).isThrownBy(() -> ChainedEntry.read(text));
    }
}
