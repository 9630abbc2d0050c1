package dev.cuprum.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlabTest {

    private static final int PAGE = 4096;

    @ParameterizedTest
    @CsvSource({"8191, 0", "8192, 1", "12287, 1", "12288, 2", "16384, 3", "102400, 24", "1048576, 254", "10485760, 2544"
    })
    void hasAsManyPagesAsNginxMakesOfTheMemory(long bytes, int pages) {
        assertThat(new Slab(bytes).freeBytes()).isEqualTo((long) pages * PAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 504", "8, 504", "9, 254", "17, 127", "33, 64", "64, 64", "65, 32", "128, 32", "129, 16", "1024, 4",
        "1025, 2", "2048, 2", "2049, 1", "4096, 1"
    })
    void cutsAPageIntoChunks(int bytes, int chunks) {
        Slab slab = new Slab(8192);
        int taken = 0;
        while (slab.take(bytes) != Slab.FULL) {
            taken++;
        }

        assertThat(taken).isEqualTo(chunks);
        assertThat(slab.freeBytes()).isZero();
    }

    @Test
    void takesPagesThatLieBesideEachOther() {
        Slab slab = new Slab(102_400);
        int first = slab.take(10 * PAGE);
        int second = slab.take(4 * PAGE);
        int third = slab.take(10 * PAGE);
        assertThat(slab.take(1)).isEqualTo(Slab.FULL);

        slab.give(first);
        slab.give(third);

        assertThat(slab.freeBytes()).isEqualTo(20 * PAGE);
        assertThat(slab.take(11 * PAGE)).isEqualTo(Slab.FULL);
        slab.give(second);
        assertThat(slab.take(24 * PAGE)).isNotEqualTo(Slab.FULL);
    }

    @Test
    void refusesWhatIsLargerThanAll() {
        assertThat(new Slab(102_400).take(Long.MAX_VALUE >> 1)).isEqualTo(Slab.FULL);
    }

    @Test
    void givesAPageBackWithItsLastChunk() {
        Slab slab = new Slab(12_288);
        int first = slab.take(2000);
        int second = slab.take(2000);
        int third = slab.take(2000);
        assertThat(second).isEqualTo(first);
        assertThat(slab.freeBytes()).isZero();

        slab.give(first);
        slab.give(third);
        assertThat(slab.freeBytes()).isEqualTo(PAGE);

        slab.give(second);
        assertThat(slab.freeBytes()).isEqualTo(2 * PAGE);
    }

    @Test
    void isWholeAgainWhateverWasTakenAndGivenBack() {
        Slab slab = new Slab(1 << 20);
        long all = slab.freeBytes();
        Random random = new Random(42);
        Deque<Integer> taken = new ArrayDeque<>();
        for (int i = 0; i < 100_000; i++) {
            int room = random.nextInt(3) == 0 ? Slab.FULL : slab.take(1L << random.nextInt(17));
            if (room != Slab.FULL) {
                taken.addFirst(room);
            } else if (!taken.isEmpty()) {
                slab.give(random.nextBoolean() ? taken.removeFirst() : taken.removeLast());
            }
        }
        assertThat(slab.freeBytes()).isLessThan(all);

        List<Integer> rest = new ArrayList<>(taken);
        rest.forEach(slab::give);

        assertThat(slab.freeBytes()).isEqualTo(all);
        assertThat(slab.take(all)).isNotEqualTo(Slab.FULL);
    }
}
