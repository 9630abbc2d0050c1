package dev.cuprum.state;

import static dev.cuprum.state.Dictionary.bytes;
import static dev.cuprum.state.Dictionary.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExpiryTest {

    private final Dictionary dogs = new Dictionary(1 << 20);

    @Test
    void endsItemsByTheMillisecond() {
        dogs.set("first", "not to be cleared up");
        dogs.set("a", "1", 10);
        dogs.turn(10);
        assertThat(dogs.get("a")).isEqualTo("1");
        assertThat(dogs.getStale("a")).isEqualTo("1");
        dogs.turn(1);
        assertThat(dogs.get("a")).isEqualTo("-");
        assertThat(dogs.getStale("a")).isEqualTo("1*");
    }

    @Test
    void clearsUpTwoOldItemsAtMostWithEachLook() {
        for (String key : new String[] {"a", "b", "c", "d"}) {
            dogs.set(key, "1", 10);
        }
        dogs.turn(10);
        dogs.get("other");

        assertThat(dogs.shared.timeToLive(bytes("a"))).isEmpty();
        assertThat(dogs.shared.timeToLive(bytes("b"))).isEmpty();
        assertThat(dogs.shared.timeToLive(bytes("c"))).hasValue(0);
        dogs.turn(90);
        assertThat(dogs.shared.timeToLive(bytes("c"))).hasValue(-90);
    }

    @Test
    void doesNotClearUpForWhoAsksForStaleItems() {
        dogs.set("a", "1", 10);
        dogs.turn(1000);
        dogs.getStale("b");

        assertThat(dogs.getStale("a")).isEqualTo("1*");
    }

    @Test
    void tellsAndSetsTheTimeToLive() {
        dogs.set("a", "1");
        assertThat(dogs.shared.timeToLive(bytes("a"))).hasValue(0);
        assertThat(dogs.shared.expire(bytes("a"), 50)).isTrue();
        dogs.turn(20);
        assertThat(dogs.shared.timeToLive(bytes("a"))).hasValue(30);
        dogs.turn(100);
        assertThat(dogs.shared.expire(bytes("a"), 50)).isTrue();
        assertThat(dogs.get("a")).isEqualTo("1");
        assertThat(dogs.shared.expire(bytes("a"), -1)).isTrue();
        assertThat(dogs.shared.timeToLive(bytes("a"))).hasValue(0);

        assertThat(dogs.shared.timeToLive(bytes("b"))).isEmpty();
        assertThat(dogs.shared.expire(bytes("b"), 1)).isFalse();
    }

    @Test
    void leavesTheOrderAsItIsWhenTheTimeToLiveIsLookedAt() {
        dogs.set("a", "1");
        dogs.set("b", "1");
        dogs.shared.timeToLive(bytes("a"));
        dogs.shared.expire(bytes("a"), 1000);

        assertThat(dogs.keys(0)).containsExactly("a", "b");
    }

    @Test
    void livesForEverWhereTheTimeToLiveIsTooLongToAdd() {
        dogs.set("a", "1", Long.MAX_VALUE);
        dogs.turn(1000);

        assertThat(dogs.get("a")).isEqualTo("1");
    }

    @Test
    void flushesAllButGivesOnlyThreeBackAtOnce() {
        for (String key : new String[] {"a", "b", "c", "d", "e"}) {
            dogs.set(key, "1");
        }
        dogs.shared.flushAll();

        assertThat(dogs.keys(0)).isEmpty();
        assertThat(dogs.getStale("c")).isEqualTo("-");
        assertThat(dogs.getStale("d")).isEqualTo("1*");
        assertThat(dogs.shared.flushExpired(0)).isEqualTo(2);
        assertThat(dogs.shared.freeSpace()).isEqualTo(252 * 4096);
        dogs.shared.flushAll();
    }

    @Test
    void flushesWhatHasEnded() {
        dogs.set("a", "1", 10);
        dogs.set("b", "1");
        dogs.set("c", "1", 10);
        dogs.shared.push(bytes("l"), text("x"), true);
        dogs.shared.expire(bytes("l"), 10);
        dogs.turn(10);

        assertThat(dogs.shared.flushExpired(1)).isEqualTo(1);
        assertThat(dogs.getStale("a")).isEqualTo("-");
        assertThat(dogs.shared.flushExpired(0)).isEqualTo(2);
        assertThat(dogs.shared.flushExpired(0)).isZero();
        assertThat(dogs.keys(0)).containsExactly("b");
    }

    @Test
    void showsKeysOldestFirst() {
        dogs.set("a", "1");
        dogs.set("b", "1", 10);
        dogs.set("c", "1");
        dogs.get("a");

        assertThat(dogs.keys(0)).containsExactly("b", "c", "a");
        assertThat(dogs.keys(2)).containsExactly("b", "c");
        dogs.turn(10);
        assertThat(dogs.keys(2)).containsExactly("c", "a");
    }
}
