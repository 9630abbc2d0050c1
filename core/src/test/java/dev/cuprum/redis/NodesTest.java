package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.NodeReport;
import dev.cuprum.store.NodeReportJson;
import dev.cuprum.store.NodeStatus;
import dev.cuprum.store.NodeStatus.State;
import dev.cuprum.store.Release;
import dev.cuprum.store.StoreAlarm;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the nodes of an edge know of each other. */
final class NodesTest {

    private static final String KEY = "{cuprum:default}:nodes";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RedisServer server = RedisServers.own();

    @AfterEach
    void stop() {
        server.close();
    }

    private RedisUnitStore node(String name, long generation) {
        RedisUnitStore store = RedisUnitStore.builder(server.address()).build();
        store.report(report(name, generation));
        return store;
    }

    private static NodeReport report(String name, long generation) {
        return new NodeReport(
                name,
                Map.of("region", "eu"),
                "1.2.3",
                Instant.parse("2026-01-01T00:00:00Z"),
                generation,
                generation + 1,
                "",
                List.of(new NodeReport.Failure(UnitId.of("bad"), "line 3: \"x\"\nexpected", true)),
                List.of("init: failed"),
                List.of(),
                2,
                List.of(new NodeReport.SwitchedOff(UnitId.of("spins"), "it could not be stopped")));
    }

    private static Optional<NodeStatus> seen(RedisUnitStore by, String name) {
        return by.nodes().stream()
                .filter(node -> node.report().name().equals(name))
                .findFirst();
    }

    private static void awaitState(RedisUnitStore by, String name, State state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen(by, name).map(NodeStatus::state))
                .contains(state));
    }

    @Test
    void aNodeSeesWhatTheOtherSays() {
        try (RedisUnitStore one = node("one", 4);
                RedisUnitStore two = node("two", 5)) {
            awaitState(one, "two", State.LIVE);

            assertThat(seen(one, "two").orElseThrow().report()).isEqualTo(report("two", 5));
            assertThat(seen(one, "two").orElseThrow().has(6, "")).isTrue();
            assertThat(seen(one, "two").orElseThrow().has(7, "")).isFalse();
            awaitState(two, "one", State.LIVE);
            two.report(report("two", 6));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            seen(one, "two").orElseThrow().report().generation())
                    .isEqualTo(6));
            assertThat(one.nodes()).hasSize(2);
        }
    }

    @Test
    void theNumberOfAnotherEpochIsNotThatGeneration() {
        try (RedisUnitStore one = node("one", 0)) {
            one.publish(Release.put(unit("a", "x")));
            one.report(report("one", 0));
            String before = one.epoch();
            server.flush();
            awaitAlarms(one, StoreAlarm.Kind.EMPTIED);
            try (RedisUnitStore fresh = node("fresh", 0)) {
                fresh.publish(Release.put(unit("b", "x")));
                fresh.report(report("fresh", 0));
                awaitState(fresh, "one", State.LIVE);

                assertThat(seen(fresh, "fresh").orElseThrow().has(1, fresh.epoch()))
                        .isTrue();
                NodeStatus other = seen(fresh, "one").orElseThrow();
                assertThat(other.has(1, fresh.epoch())).isFalse();
                assertThat(other.has(1, before)).isTrue();
            }
        }
    }

    @Test
    void aNodeThatStopsSaysSo() {
        try (RedisUnitStore one = node("one", 1)) {
            try (RedisUnitStore two = node("two", 1)) {
                awaitState(one, "two", State.LIVE);
                assertThat(two.nodes()).isNotEmpty();
            }
            awaitState(one, "two", State.STOPPED);
        }
    }

    @Test
    void silenceIsUnknownAndForgottenInTheEnd() {
        long now = System.currentTimeMillis();
        try (RedisUnitStore one = node("one", 1)) {
            say("quiet", now - Duration.ofMinutes(5).toMillis());
            say("gone", now - Duration.ofHours(2).toMillis());
            server.command("HSET", KEY, "nonsense", "x");

            assertThat(seen(one, "quiet").orElseThrow().state()).isEqualTo(State.UNKNOWN);
            assertThat(seen(one, "gone")).isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.command("HLEN", KEY)).isEqualTo("2"));
        }
    }

    private void say(String name, long at) {
        String json = NodeReportJson.text(report(name, 1));
        server.command("HSET", KEY, name, at + " live " + json);
    }

    @Test
    void whileRedisIsLostTheOthersAreUnknown() {
        try (RedisUnitStore one = node("one", 1);
                RedisUnitStore two = node("two", 1)) {
            awaitState(one, "two", State.LIVE);
            awaitState(two, "one", State.LIVE);

            server.kill();

            awaitState(one, "two", State.UNKNOWN);
            assertThat(seen(one, "one").orElseThrow().state()).isEqualTo(State.LIVE);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            seen(one, "one").orElseThrow().report().alarms())
                    .extracting(StoreAlarm::kind)
                    .contains(StoreAlarm.Kind.LOST));

            server.restart();

            awaitState(one, "two", State.LIVE);
        }
    }

    @Test
    void whoSpeaksFromTheFutureIsUnknown() {
        long now = System.currentTimeMillis();
        try (RedisUnitStore one = node("one", 1)) {
            say("ahead", now + Duration.ofMinutes(5).toMillis());
            say("far", now + Duration.ofHours(2).toMillis());

            assertThat(seen(one, "ahead").orElseThrow().state()).isEqualTo(State.UNKNOWN);
            assertThat(seen(one, "far")).isEmpty();
        }
    }

    @Test
    void whatNoNodeHasSaidIsDeleted() {
        long now = System.currentTimeMillis();
        try (RedisUnitStore one = node("one", 1)) {
            awaitState(one, "one", State.LIVE);
            for (String garbage : List.of(
                    "99999999999999999999 live {}",
                    now + "x live {}",
                    now + " asleep {}",
                    now + " live",
                    now + " live {\"name\":",
                    now + " live nonsense",
                    "\u00e9")) {
                server.command("HSET", KEY, garbage, garbage);
            }
            server.command("HSET", KEY, "later", now + " live {\"form\":2}");

            assertThat(one.nodes()).extracting(node -> node.report().name()).containsExactly("one");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.command("HKEYS", KEY))
                    .contains("later")
                    .doesNotContain("live {", "asleep", "\u00e9"));
        }
    }

    @Test
    void whoBeginsForgetsThoseWhoEndedLongAgo() {
        say("gone", System.currentTimeMillis() - Duration.ofHours(2).toMillis());
        say("quiet", System.currentTimeMillis() - Duration.ofMinutes(5).toMillis());
        server.command("HSET", KEY, "nonsense", "x");

        try (RedisUnitStore one = node("one", 1)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.command("HLEN", KEY)).isEqualTo("2"));
            assertThat(server.command("HEXISTS", KEY, "quiet")).isEqualTo("1");
            assertThat(one.server()).isNotEmpty();
        }
    }
}
