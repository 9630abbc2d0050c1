package dev.cuprum.state;

import static dev.cuprum.state.Dictionary.bytes;
import static dev.cuprum.state.Dictionary.number;
import static dev.cuprum.state.Dictionary.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SharedListTest {

    private final Dictionary dogs = new Dictionary(1 << 20);
    private final Dictionary tiny = new Dictionary(12_288);

    @Test
    void pushesAndPopsAtBothEnds() {
        assertThat(dogs.shared.push(bytes("l"), text("b"), true)).isEqualTo(new Change(Result.DONE, 1, false));
        assertThat(dogs.shared.push(bytes("l"), number(1), false).number()).isEqualTo(2);
        assertThat(dogs.shared.push(bytes("l"), text("a"), true).number()).isEqualTo(3);
        assertThat(dogs.shared.length(bytes("l")).number()).isEqualTo(3);

        assertThat(dogs.pop("l", true)).isEqualTo("a");
        assertThat(dogs.pop("l", false)).isEqualTo("1.0");
        assertThat(dogs.pop("l", false)).isEqualTo("b");
        assertThat(dogs.pop("l", false)).isEqualTo("-");
        assertThat(dogs.shared.length(bytes("l")).number()).isZero();
        assertThat(dogs.getStale("l")).isEqualTo("-");
        assertThat(dogs.shared.freeSpace()).isEqualTo(252 * 4096);
    }

    @Test
    void isNoOtherValue() {
        dogs.shared.push(bytes("l"), text("a"), true);
        assertThat(dogs.get("l")).isEqualTo("list");
        assertThat(dogs.getStale("l")).isEqualTo("list");
        assertThat(dogs.store("l", text("x"), 0, Storing.ADD).result()).isEqualTo(Result.EXISTS);

        dogs.set("s", "a");
        assertThat(dogs.shared.push(bytes("s"), text("a"), true).result()).isEqualTo(Result.NOT_A_LIST);
        assertThat(dogs.shared.length(bytes("s")).result()).isEqualTo(Result.NOT_A_LIST);
        assertThat(dogs.pop("s", true)).isEqualTo("no list");
    }

    @Test
    void givesWayToOtherValues() {
        dogs.shared.push(bytes("l"), text("x".repeat(5000)), true);
        // The size of an empty list and of this text are the same.
        dogs.set("l", "0123456789abcdef");

        assertThat(dogs.get("l")).isEqualTo("0123456789abcdef");
        dogs.shared.remove(bytes("l"));
        assertThat(dogs.shared.freeSpace()).isEqualTo(252 * 4096);
    }

    @Test
    void beginsAnewWhereItHasEnded() {
        dogs.set("x", "the oldest, so that nothing is cleared up");
        dogs.shared.push(bytes("l"), text("a"), true);
        dogs.set("s", "a", 5);
        dogs.shared.expire(bytes("l"), 5);
        dogs.turn(6);
        assertThat(dogs.shared.length(bytes("l")).number()).isZero();
        assertThat(dogs.pop("l", true)).isEqualTo("-");

        assertThat(dogs.shared.push(bytes("l"), text("b"), true).number()).isEqualTo(1);
        assertThat(dogs.shared.push(bytes("s"), text("b"), true).number()).isEqualTo(1);
        assertThat(dogs.shared.timeToLive(bytes("l"))).hasValue(0);
        assertThat(dogs.pop("l", true)).isEqualTo("b");
        assertThat(dogs.pop("s", true)).isEqualTo("b");
    }

    @Test
    void hasNoRoomMadeForIt() {
        assertThat(tiny.fill(1)).isEqualTo(31);
        assertThat(tiny.shared.push(bytes("l"), text("a"), true).result()).isEqualTo(Result.NO_MEMORY);

        tiny.shared.remove(bytes("k00000"));
        assertThat(tiny.shared.push(bytes("l"), text("x".repeat(100)), true).result())
                .isEqualTo(Result.LIST_FULL);
        assertThat(tiny.getStale("l")).isEqualTo("-");
        assertThat(tiny.shared.push(bytes("l"), text("x".repeat(11)), true).number())
                .isEqualTo(1);
        assertThat(tiny.shared.push(bytes("l"), text("x".repeat(12)), true).result())
                .isEqualTo(Result.LIST_FULL);
        assertThat(tiny.shared.length(bytes("l")).number()).isEqualTo(1);
    }

    /** Measured with nginx 1.22.1 and lua-nginx-module 0.10.23. */
    @Test
    void hasRoomForAsManySmallElementsAsInNginx() {
        int length = 0;
        while (tiny.shared.push(bytes("l"), text("x" + length), true).done()) {
            length++;
        }
        assertThat(length).isEqualTo(126);
    }

    @Test
    void makesRoomForOthersWithAllItsElements() {
        for (int i = 0; i < 50; i++) {
            dogs.shared.push(bytes("l"), text("x".repeat(10_000)), false);
        }
        dogs.set("a", "x".repeat(500_000));

        assertThat(dogs.shared.length(bytes("l")).number()).isZero();
        assertThat(dogs.get("a")).hasSize(500_000);
    }
}
