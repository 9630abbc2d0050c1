package dev.cuprum.state;

import static dev.cuprum.state.Dictionary.bytes;
import static dev.cuprum.state.Dictionary.number;
import static dev.cuprum.state.Dictionary.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SharedDictionaryTest {

    private final Dictionary dogs = new Dictionary(1 << 20);
    private final Dictionary tiny = new Dictionary(12_288);

    /** Measured with nginx 1.22.1 and lua-nginx-module 0.10.23, for keys of six bytes. */
    @ParameterizedTest
    @CsvSource({
        "12288, 1, 31, 0",
        "12288, 50, 31, 0",
        "12288, 150, 0, 0",
        "16384, 50, 63, 0",
        "16384, 150, 16, 0",
        "16384, 1900, 2, 0",
        "16384, 3000, 1, 0",
        "16384, 10000, 0, 4096",
        "102400, 50, 735, 0",
        "102400, 150, 352, 0",
        "102400, 900, 88, 0",
        "102400, 3000, 22, 0",
        "102400, 10000, 7, 4096",
        "1048576, 50, 8095, 0",
        "1048576, 400, 2016, 0",
        "1048576, 1900, 504, 0",
        "1048576, 10000, 84, 0"
    })
    void holdsAsManyItemsAsNginx(long capacity, int size, int items, long free) {
        Dictionary dictionary = new Dictionary(capacity);

        assertThat(dictionary.fill(size)).isEqualTo(items);
        assertThat(dictionary.shared.freeSpace()).isEqualTo(free);
        assertThat(dictionary.shared.capacity()).isEqualTo(capacity);
    }

    @Test
    void refusesSizesThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SharedDictionary("dogs", 12_287, () -> 1))
                .withMessage("the shared dictionary 'dogs' cannot have 12287 bytes; it can have 12288 to 68719476736");
        assertThatIllegalArgumentException().isThrownBy(() -> new SharedDictionary("dogs", (64L << 30) + 1, () -> 1));
    }

    @Test
    void storesWhatItIsGiven() {
        byte[] array = bytes("cat");
        dogs.shared.store(bytes("a"), new SharedValue.Bytes(array), 0, 7, Storing.SET);
        dogs.store("b", number(-0.5), 0, Storing.SET);
        dogs.store("c", SharedValue.Flag.FALSE, 0, Storing.SET);
        dogs.set("d", "");

        Found found = dogs.shared.get(bytes("a")).orElseThrow();
        assertThat(((SharedValue.Bytes) found.value()).bytes()).isSameAs(array);
        assertThat(found.flags()).isEqualTo(7);
        assertThat(found.stale()).isFalse();
        assertThat(dogs.get("b")).isEqualTo("-0.5");
        assertThat(dogs.get("c")).isEqualTo("FALSE");
        assertThat(dogs.get("d")).isEmpty();
        assertThat(dogs.get("e")).isEqualTo("-");
    }

    @Test
    void replacesValuesOfAllSizes() {
        dogs.shared.store(bytes("a"), text("12345678"), 1000, 3, Storing.SET);
        dogs.store("a", number(5), 0, Storing.SET);
        assertThat(dogs.get("a")).isEqualTo("5.0");
        assertThat(dogs.shared.get(bytes("a")).orElseThrow().flags()).isZero();
        dogs.turn(2000);
        dogs.set("a", "x".repeat(5000));
        assertThat(dogs.get("a")).hasSize(5000);
        dogs.set("a", "y");
        assertThat(dogs.get("a")).isEqualTo("y");
        assertThat(dogs.keys(0)).containsExactly("a");
        assertThat(dogs.shared.freeSpace()).isEqualTo(252 * 4096);
    }

    @Test
    void addsWhatIsNotThereAndReplacesWhatIs() {
        assertThat(dogs.store("a", text("1"), 0, Storing.REPLACE).result()).isEqualTo(Result.NOT_FOUND);
        assertThat(dogs.store("a", text("1"), 10, Storing.ADD).result()).isEqualTo(Result.DONE);
        assertThat(dogs.store("a", text("2"), 0, Storing.ADD).result()).isEqualTo(Result.EXISTS);
        assertThat(dogs.store("a", text("2"), 0, Storing.SAFE_ADD).result()).isEqualTo(Result.EXISTS);
        assertThat(dogs.store("a", text("3"), 10, Storing.REPLACE).result()).isEqualTo(Result.DONE);
        assertThat(dogs.get("a")).isEqualTo("3");
        dogs.turn(11);
        assertThat(dogs.store("a", text("4"), 0, Storing.REPLACE).result()).isEqualTo(Result.NOT_FOUND);
        assertThat(dogs.store("a", text("5"), 0, Storing.SAFE_ADD).result()).isEqualTo(Result.DONE);
        assertThat(dogs.get("a")).isEqualTo("5");
    }

    @Test
    void removesItems() {
        dogs.set("a", "1");
        dogs.shared.remove(bytes("a"));
        dogs.shared.remove(bytes("b"));

        assertThat(dogs.getStale("a")).isEqualTo("-");
        assertThat(dogs.shared.freeSpace()).isEqualTo(252 * 4096);
    }

    @Test
    void makesRoomByRemovingWhatWasNotUsedForTheLongestTime() {
        assertThat(tiny.fill(1)).isEqualTo(31);
        tiny.get("k00000");
        tiny.getStale("k00001");
        tiny.shared.increment(bytes("k00002"), 1);

        Change change = tiny.store("new", text("1"), 0, Storing.SET);

        assertThat(change).isEqualTo(new Change(Result.DONE, 0, true));
        assertThat(tiny.get("k00003")).isEqualTo("-");
        assertThat(tiny.keys(0)).startsWith("k00004").endsWith("k00000", "k00001", "k00002", "new");
    }

    @Test
    void removesOnlyWhatHasEndedForWhoDoesNotWantToForce() {
        assertThat(tiny.fill(1)).isEqualTo(31);
        assertThat(tiny.store("new", text("1"), 0, Storing.SAFE_SET)).isEqualTo(new Change(Result.NO_MEMORY, 0, false));
        assertThat(tiny.store("new", text("1"), 0, Storing.SAFE_ADD)).isEqualTo(new Change(Result.NO_MEMORY, 0, false));
        assertThat(tiny.keys(0)).hasSize(31);

        tiny.shared.expire(bytes("k00000"), 5);
        tiny.turn(5);
        assertThat(tiny.store("new", text("1"), 0, Storing.SAFE_SET).done()).isTrue();
    }

    @Test
    void makesRoomThirtyTimesAndThenGivesUp() {
        Dictionary dictionary = new Dictionary(102_400);
        assertThat(dictionary.fill(1)).isEqualTo(735);

        assertThat(dictionary.store("new", text("x".repeat(90_000)), 0, Storing.SET))
                .isEqualTo(new Change(Result.NO_MEMORY, 0, true));
        assertThat(dictionary.keys(0)).hasSize(705);
    }

    @Test
    void saysThatNothingWasRemovedWhereThereWasNothing() {
        assertThat(tiny.store("new", text("x".repeat(5000)), 0, Storing.SET))
                .isEqualTo(new Change(Result.NO_MEMORY, 0, false));
    }

    @Test
    void losesAnOldValueForWhichThereIsNoNewRoom() {
        tiny.set("a", "1");

        assertThat(tiny.store("a", text("x".repeat(5000)), 0, Storing.SAFE_SET).result())
                .isEqualTo(Result.NO_MEMORY);
        assertThat(tiny.get("a")).isEqualTo("-");
    }

    @Test
    void addsToNumbers() {
        assertThat(dogs.shared.increment(bytes("a"), 1).result()).isEqualTo(Result.NOT_FOUND);
        dogs.store("a", number(40), 0, Storing.SET);
        assertThat(dogs.shared.increment(bytes("a"), 2.5)).isEqualTo(new Change(Result.DONE, 42.5, false));
        assertThat(dogs.shared.increment(bytes("a"), -1, 100, 5)).isEqualTo(new Change(Result.DONE, 41.5, false));
        assertThat(dogs.shared.timeToLive(bytes("a"))).hasValue(0);

        dogs.set("t", "12345678");
        assertThat(dogs.shared.increment(bytes("t"), 1, 0, 0).result()).isEqualTo(Result.NOT_A_NUMBER);
        dogs.shared.push(bytes("l"), number(1), true);
        assertThat(dogs.shared.increment(bytes("l"), 1).result()).isEqualTo(Result.NOT_A_NUMBER);
    }

    @Test
    void beginsNumbersAndLetsThemEnd() {
        assertThat(dogs.shared.increment(bytes("a"), 1, 10, 20)).isEqualTo(new Change(Result.DONE, 11, false));
        dogs.turn(20);
        assertThat(dogs.shared.increment(bytes("b"), 1, 0, 0).number()).isEqualTo(1);
        dogs.turn(1);
        assertThat(dogs.shared.increment(bytes("a"), 1).result()).isEqualTo(Result.NOT_FOUND);
        assertThat(dogs.shared.increment(bytes("a"), 1, 5, 0).number()).isEqualTo(6);
        dogs.turn(1000);
        assertThat(dogs.get("a")).isEqualTo("6.0");
    }

    @Test
    void beginsNumbersInThePlaceOfWhatHasEnded() {
        dogs.set("x", "the oldest, so that nothing is cleared up");
        dogs.set("a", "not the size of a number", 5);
        dogs.shared.push(bytes("l"), number(1), true);
        dogs.shared.expire(bytes("l"), 5);
        dogs.turn(6);

        assertThat(dogs.shared.increment(bytes("a"), 1, 1, 0).number()).isEqualTo(2);
        assertThat(dogs.shared.increment(bytes("l"), 1, 2, 0).number()).isEqualTo(3);
    }

    @Test
    void makesRoomForNumbersThatBegin() {
        tiny.fill(1);

        assertThat(tiny.shared.increment(bytes("n"), 1, 0, 0)).isEqualTo(new Change(Result.DONE, 1, true));
    }

    @Test
    void findsKeysThatCollide() {
        // "Aa" and "BB" have the same hash, and so have all texts made of them.
        for (int i = 0; i < 4096; i++) {
            dogs.set(collision(i), String.valueOf(i));
        }
        for (int i = 0; i < 4096; i++) {
            assertThat(dogs.get(collision(i))).isEqualTo(String.valueOf(i));
        }
    }

    private static String collision(int number) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < 12; bit++) {
            key.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }
}
