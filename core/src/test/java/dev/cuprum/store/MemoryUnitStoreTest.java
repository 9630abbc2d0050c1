package dev.cuprum.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MemoryUnitStoreTest extends UnitStoreContract {

    @Override
    protected UnitStore create() {
        return new MemoryUnitStore();
    }

    @Test
    void datesReleasesByItsClock() {
        Instant instant = Instant.parse("2030-01-01T00:00:00Z");
        MemoryUnitStore store = new MemoryUnitStore(() -> instant);

        store.publish(Release.put(ComputingUnit.of("a", Phase.LOG, "x")));

        assertThat(store.history().get(0).at()).isEqualTo(instant);
    }
}
