package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What resty-edge-computing keeps, read from a real server. */
final class CodingUnitsTest {

    private RedisServer redis;
    private CodingUnits units;

    @BeforeEach
    void start() {
        redis = RedisServers.own();
        units = CodingUnits.at(List.of(redis.address()));
    }

    @AfterEach
    void stop() {
        units.close();
        redis.close();
    }

    private static Map<String, String> texts(CodingUnits.Found found) {
        return found.values().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> new String(entry.getValue(), StandardCharsets.UTF_8)));
    }

    @Test
    void readsTheStringsThatTheSetNames() {
        redis.command("SET", "authentication", "rewrite||a('ü') \n b()||85");
        redis.command("SET", "other", "access||x()");
        redis.command("SADD", "coding_units", "authentication");

        CodingUnits.Found found = units.read();

        assertThat(texts(found)).isEqualTo(Map.of("authentication", "rewrite||a('ü') \n b()||85"));
        assertThat(found.lost()).isFalse();
        assertThat(units.server()).isEqualTo("Redis at " + redis.address());
    }

    @Test
    void whatIsNoStringIsEmpty() {
        redis.command("SADD", "coding_units", "missing", "a hash", "empty", "good");
        redis.command("HSET", "a hash", "x", "y");
        redis.command("SET", "empty", "");
        redis.command("SET", "good", "log||a()");

        assertThat(texts(units.read())).isEqualTo(Map.of("missing", "", "a hash", "", "empty", "", "good", "log||a()"));
    }

    @Test
    void aServerWithNothingAtAllHasLostIt() {
        assertThat(units.read().lost()).isTrue();

        redis.command("SET", "authentication", "rewrite||a()");

        assertThat(units.read().lost()).isFalse();
        assertThat(units.read().values()).isEmpty();
    }

    @Test
    void whatIsRemovedByNameIsNotLost() {
        redis.command("SADD", "coding_units", "x");
        redis.command("SET", "x", "rewrite||a()");
        units.read();
        redis.command("DEL", "x", "coding_units");

        assertThat(units.read().values()).isEmpty();
        assertThat(units.read().lost()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLUSHALL", "FLUSHDB"})
    void whatIsFlushedIsLostWhateverIsWrittenThen(String flush) {
        redis.command("SADD", "coding_units", "x");
        units.read();
        redis.command(flush);
        redis.command("INCR", "hits");

        assertThat(units.read().lost()).isTrue();

        redis.command("SADD", "coding_units", "x");
        assertThat(units.read().lost()).isFalse();
        redis.command("SREM", "coding_units", "x");
        assertThat(units.read().lost()).isFalse();
    }

    @Test
    void aServerThatWasStartedAnewWithoutItsDataHasLostIt() {
        redis.command("SADD", "coding_units", "x");
        units.read();
        redis.killAndForget();
        redis.restart();
        redis.command("INCR", "hits");

        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> assertThat(
                        units.read().lost())
                .isTrue());
    }

    @Test
    void aServerThatDoesNotTellOfItselfIsRead() {
        redis.command(
                "ACL", "SETUSER", "reader", "on", ">secret", "~*", "+smembers", "+mget", "+dbsize", "+ping", "+client");
        redis.command("SADD", "coding_units", "x");
        String address = redis.address().replace("//", "//reader:secret@");
        try (CodingUnits asReader = CodingUnits.at(List.of(address))) {
            assertThat(asReader.read().values()).containsOnlyKeys("x");
            redis.command("SREM", "coding_units", "x");
            assertThat(asReader.read().lost()).isTrue();
        }
    }

    @Test
    void readsTheDatabaseThatTheAddressNames() {
        redis.command("SADD", "coding_units", "x");
        try (CodingUnits second = CodingUnits.at(List.of(redis.address() + "/2"))) {
            assertThat(second.read().values()).isEmpty();
        }
    }

    @Test
    void complainsOfASetThatIsNone() {
        redis.command("SET", "coding_units", "x");

        assertThatThrownBy(units::read)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith("Redis at " + redis.address() + " refuses: WRONGTYPE");
    }

    @Test
    void findsAServerThatWasAway() {
        redis.kill();
        assertThatThrownBy(units::read)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("Redis at " + redis.address() + " does not answer");

        redis.restart();
        redis.command("SADD", "coding_units", "x");
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> assertThat(
                        units.read().values())
                .containsOnlyKeys("x"));

        redis.kill();
        assertThatThrownBy(units::read).hasMessage("Redis at " + redis.address() + " does not answer");
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodingUnits.at(List.of("localhost:6379")))
                .withMessageContaining("write redis://host:6379");
    }
}
