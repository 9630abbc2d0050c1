package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.unit.UnitId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DigestsTest {

    private static final UnitId A = UnitId.of("a");

    private static final Head HEAD = head("epoch", List.of(), 7, Instant.EPOCH, "link", Optional.empty());

    private static Head head(
            String epoch,
            List<String> lineage,
            long generation,
            Instant publishedAt,
            String link,
            Optional<Instant> activateAt) {
        return new Head(epoch, lineage, generation, "", publishedAt, link, activateAt, "", "");
    }

    private static String of(Digests digests) {
        return digests.of(HEAD);
    }

    @Test
    void dependOnWhatThereIsAndNotOnTheWayThere() {
        Random random = new Random(42);
        Map<UnitId, String> all = new HashMap<>();
        Digests digests = Digests.NONE;
        for (int i = 0; i < 2_000; i++) {
            UnitId id = UnitId.of("unit-" + random.nextInt(600));
            if (random.nextInt(3) == 0) {
                all.remove(id);
                digests = digests.with(Map.of(), List.of(id));
            } else {
                all.put(id, "digest-" + i);
                digests = digests.with(Map.of(id, "digest-" + i), List.of());
            }
        }

        assertThat(of(digests)).isEqualTo(of(Digests.NONE.with(all, List.of())));
    }

    @Test
    void everyDifferenceShows() {
        Digests one = Digests.NONE.with(Map.of(A, "x"), List.of());

        assertThat(List.of(
                        of(Digests.NONE),
                        of(one),
                        of(Digests.NONE.with(Map.of(A, "y"), List.of())),
                        of(Digests.NONE.with(Map.of(UnitId.of("b"), "x"), List.of())),
                        of(one.with(Map.of(UnitId.of("b"), "x"), List.of())),
                        one.of(head("other", List.of(), 7, Instant.EPOCH, "link", Optional.empty())),
                        one.of(head("epoch", List.of("before"), 7, Instant.EPOCH, "link", Optional.empty())),
                        one.of(head("epoch", List.of(), 8, Instant.EPOCH, "link", Optional.empty())),
                        one.of(head("epoch", List.of(), 7, Instant.MAX, "link", Optional.empty())),
                        one.of(head("epoch", List.of(), 7, Instant.EPOCH, "other", Optional.empty())),
                        one.of(head("epoch", List.of(), 7, Instant.EPOCH, "link", Optional.of(Instant.EPOCH)))))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWasThereBeforeStaysAsItWas() {
        Digests before = Digests.NONE.with(Map.of(A, "x"), List.of());
        String text = of(before);

        before.with(Map.of(A, "y", UnitId.of("b"), "z"), List.of());
        before.with(Map.of(), List.of(A));

        assertThat(of(before)).isEqualTo(text);
        assertThat(of(before.with(Map.of(), List.of(A)))).isEqualTo(of(Digests.NONE));
    }
}
