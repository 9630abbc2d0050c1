package dev.cuprum.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.Sampling.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated
final class SamplerTest {

    private static final MemoryExchange ANY = MemoryExchange.of("GET", "/");

    private static Sampler sampler(String id, Sampling sampling) {
        ComputingUnit unit = ComputingUnit.of(id, Phase.REWRITE, "x").toBuilder()
                .sampling(sampling)
                .build();
        return Sampler.of(unit, new Random(42)::nextLong);
    }

    private static Sampler sampler(double percent, Mode mode) {
        return sampler("a", Sampling.of(percent, mode));
    }

    private static MemoryExchange from(int client) {
        return MemoryExchange.of("GET", "/")
                .remoteAddress("10." + (client >> 16) + "." + (client >> 8 & 255) + "." + (client & 255));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0001, 0.1, 1, 7, 33.333333, 50, 66.6666667, 99, 99.9, 99.9999})
    void evenDiffersFromTheIdealByLessThanOneAtEveryMoment(double percent) {
        Sampler sampler = sampler(percent, Mode.EVEN);
        long taken = 0;
        for (int requests = 1; requests <= 100_000; requests++) {
            taken += sampler.takes(ANY) ? 1 : 0;
            double ideal = requests * percent / 100;
            if (Math.abs(taken - ideal) >= 1) {
                assertThat((double) taken).as("after %d requests", requests).isCloseTo(ideal, within(1.0));
            }
        }
    }

    @Test
    void evenIsExactForSeveralThreadsToo() throws Exception {
        Sampler sampler = sampler(25, Mode.EVEN);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                counts.add(executor.submit(() -> {
                    int taken = 0;
                    for (int i = 0; i < 10_000; i++) {
                        taken += sampler.takes(ANY) ? 1 : 0;
                    }
                    return taken;
                }));
            }
            int taken = 0;
            for (Future<Integer> count : counts) {
                taken += count.get();
            }
            assertThat(taken).isEqualTo(10_000);
        } finally {
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 50, 90})
    void stickyTakesItsShareOfTheClients(double percent) {
        Sampler sampler = sampler(percent, Mode.STICKY);
        int taken = 0;
        for (int client = 0; client < 100_000; client++) {
            taken += sampler.takes(from(client)) ? 1 : 0;
        }
        assertThat(taken / 1000.0).isCloseTo(percent, within(0.6));
    }

    @Test
    void stickyAnswersAClientAlwaysTheSame() {
        Sampler one = sampler(50, Mode.STICKY);
        Sampler afterRestart = sampler(50, Mode.STICKY);
        for (int client = 0; client < 1000; client++) {
            boolean taken = one.takes(from(client));
            assertThat(one.takes(from(client))).isEqualTo(taken);
            assertThat(afterRestart.takes(from(client))).isEqualTo(taken);
        }
    }

    @Test
    void stickyKeepsClientsWhenTheShareGrows() {
        Sampler tenth = sampler(10, Mode.STICKY);
        Sampler half = sampler(50, Mode.STICKY);
        for (int client = 0; client < 10_000; client++) {
            if (tenth.takes(from(client))) {
                assertThat(half.takes(from(client))).isTrue();
            }
        }
    }

    @Test
    void stickyUnitsChooseApartFromEachOther() {
        Sampler one = sampler("one", Sampling.of(50, Mode.STICKY));
        Sampler other = sampler("other", Sampling.of(50, Mode.STICKY));
        int both = 0;
        for (int client = 0; client < 100_000; client++) {
            both += one.takes(from(client)) && other.takes(from(client)) ? 1 : 0;
        }
        assertThat(both / 1000.0).isCloseTo(25, within(1.0));
    }

    @Test
    void stickyGoesByItsKey() {
        Sampler sampler = sampler("a", new Sampling(50, Mode.STICKY, "cookie_uid"));
        int taken = 0;
        for (int user = 0; user < 1000; user++) {
            MemoryExchange first = from(1).header("Cookie", "uid=" + user);
            MemoryExchange second = from(2).header("Cookie", "other=1; uid=" + user);
            assertThat(sampler.takes(first)).isEqualTo(sampler.takes(second));
            taken += sampler.takes(first) ? 1 : 0;
        }
        assertThat(taken).isBetween(430, 570);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 10, 50, 99})
    void randomTakesItsShare(double percent) {
        Sampler sampler = sampler(percent, Mode.RANDOM);
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            taken += sampler.takes(ANY) ? 1 : 0;
        }
        assertThat(taken / 1000.0).isCloseTo(percent, within(0.6));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void noneIsNoneAndAllIsAll(Mode mode) {
        Sampler none = sampler(0, mode);
        Sampler all = sampler(100, mode);
        for (int i = 0; i < 1000; i++) {
            assertThat(none.takes(from(i))).isFalse();
            assertThat(all.takes(from(i))).isTrue();
        }
    }

    @Test
    void aTenMillionthOfAPercentStillCounts() {
        Sampler sampler = Sampler.of(
                ComputingUnit.of("a", Phase.LOG, "x").toBuilder()
                        .sampling(Sampling.of(1e-7, Mode.RANDOM))
                        .build(),
                () -> 0);

        assertThat(sampler.takes(ANY)).isTrue();
    }
}
