package dev.cuprum.undertow.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cuprum.migration.Available;
import dev.cuprum.redis.RedisServer;
import dev.cuprum.redis.RedisServers;
import dev.cuprum.undertow.standalone.Wire;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.UnitId;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the Redis of a resty-edge-computing to requests that are answered by its units. */
final class ImportFromRestyTest {

    private static final String TOKEN_CHECK =
            "local token = ngx.var.arg_token or ngx.var.cookie_superstition \n if token ~= 'token' then \n return"
                    + " ngx.exit(ngx.HTTP_FORBIDDEN) \n else \n ngx.header['Set-Cookie'] = {'superstition=token'} \n end";

    @TempDir
    Path folder;

    private final Importing importing = new Importing();
    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServers.own();
    }

    @AfterEach
    void stop() {
        importing.close();
        redis.close();
    }

    private void unit(String name, String value) {
        redis.command("SET", name, value);
        redis.command("SADD", "coding_units", name);
    }

    private int run(String... flags) {
        String[] words = new String[flags.length + 1];
        words[0] = "--from-resty=" + redis.address();
        System.arraycopy(flags, 0, words, 1, flags.length);
        return importing.run(words);
    }

    @Test
    void theTokenCheckOfTheOriginalRuns() {
        unit("authentication", "rewrite||" + TOKEN_CHECK);

        assertThat(run()).isZero();

        assertThat(importing.units())
                .containsExactly(ComputingUnit.of("resty.authentication", Phase.REWRITE, TOKEN_CHECK));
        assertThat(importing.out())
                .isEqualTo("published as generation 1, from Redis at " + redis.address() + ":\n"
                        + "  + resty.authentication (rewrite) from computing unit 'authentication'\n");
        assertThat(importing.err()).isEmpty();
        importing.unhurry();
        assertThat(Wire.status(importing.get("localhost", "/"))).isEqualTo(403);
        String answer = importing.get("localhost", "/?token=token");
        assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("Set-Cookie: superstition=token");
        assertThat(Wire.body(answer)).isEqualTo("origin\n");
    }

    @Test
    void unitsOfSeveralPhasesRunWithTheirSampling() {
        unit("never", "access||ngx.exit(500)||0");
        unit("always", "header_filter||ngx.header['X-Always'] = tostring(edge_computing ~= nil)||100");
        unit("hello", "content||ngx.say('hello')");

        assertThat(run()).isZero();
        importing.unhurry();

        String answer = importing.get("localhost", "/");
        assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("X-Always: true");
        assertThat(Wire.body(answer)).contains("hello\n");
    }

    @Test
    void samplingIsAsMeantOrAsRun() {
        unit("some", "access||local a = 1 \n return a||85");

        assertThat(run()).isZero();
        assertThat(importing.units().get(0).sampling()).isEqualTo(Sampling.of(85, Sampling.Mode.RANDOM));
        assertThat(importing.out())
                .contains("to know:\n  computing unit 'some': runs for the percentage", "(access, 85 %)");

        assertThat(run("--inverted-sampling")).isZero();
        assertThat(importing.units().get(0).sampling()).isEqualTo(Sampling.of(15, Sampling.Mode.RANDOM));
    }

    @Test
    void aSecondImportPublishesTheDifference() {
        unit("a", "log||local a = 1");
        unit("b", "log||local b = 1");
        unit("c", "log||local c = 1");
        run();
        importing.server().edge().put(ComputingUnit.of("mine", Phase.LOG, "local m = 1"));
        importing.out();

        assertThat(run()).isZero();
        assertThat(importing.out()).startsWith("nothing to publish: 3 units");
        assertThat(importing.generation()).isEqualTo(2);

        unit("b", "log||local b = 2");
        redis.command("SREM", "coding_units", "c");
        unit("d", "log||local d = 1");
        assertThat(run()).isZero();

        assertThat(importing.generation()).isEqualTo(3);
        assertThat(importing.ids()).containsExactly("mine", "resty.a", "resty.b", "resty.d");
        assertThat(importing.out())
                .isEqualTo("published as generation 3, from Redis at " + redis.address() + ":\n"
                        + "  ~ resty.b (log) from computing unit 'b'\n"
                        + "  + resty.d (log) from computing unit 'd'\n"
                        + "  - resty.c, which the source does not have any more\n"
                        + "  = 1 unit as before\n");
        assertThat(importing.server().edge().store().history().get(0).comment())
                .isEqualTo("import from Redis at " + redis.address());
    }

    @Test
    void twoSourcesHaveAPrefixEach() {
        unit("a", "log||local a = 1");
        run("--prefix=one.");
        run("--prefix=two.");

        assertThat(importing.ids()).containsExactly("one.a", "two.a");
    }

    @Test
    void whatCannotBeCarriedOverIsListedAndStaysInItsFormerVersion() {
        unit("count", "access||local n = 1");
        unit("good", "log||local g = 1");
        run();
        importing.out();
        unit("count", "access||edge_computing.redis_client:incr('n')");
        unit("good", "log||local g = 2");
        unit("tick", "timer||tick()");

        assertThat(run()).isEqualTo(1);

        assertThat(importing.out())
                .startsWith(
                        "not carried over:\n  computing unit 'count' (its former version stays as 'resty.count'): it uses"
                                + " edge_computing.redis_client")
                .contains("  computing unit 'tick': units of the phase timer do not run here yet\n")
                .contains("  ~ resty.good");
        assertThat(importing.units().get(0).code()).isEqualTo("local n = 1");
        assertThat(importing.units().get(1).code()).isEqualTo("local g = 2");
    }

    @Test
    void aReleaseThatIsRefusedChangesNothing() {
        unit("a", "log||local a = 1");
        unit("b", "access||\n this is not lua");

        assertThat(run()).isEqualTo(1);

        assertThat(importing.ids()).isEmpty();
        assertThat(importing.err())
                .startsWith("cuprum: nothing is published, as the control plane refuses this release:\n")
                .contains("  computing unit 'b', code, line 2: ");
    }

    @Test
    void twoNamesOfOneIdChangeNothing() {
        unit("a b", "log||local a = 1");
        unit("a:b", "log||local a = 1");

        assertThat(run()).isEqualTo(1);

        assertThat(importing.ids()).isEmpty();
        assertThat(importing.err()).contains("'a b'", "'a:b'", "rename one of them");
    }

    @Test
    void aDryRunShowsTheReleaseAndPublishesNothing() throws Exception {
        unit("a", "log||local a = 1");
        run();
        importing.out();
        unit("b", "access||local b = 1||50");

        assertThat(run("--dry-run")).isZero();

        JsonNode release = importing.outAsJson();
        assertThat(release.path("put")).hasSize(1);
        assertThat(release.at("/put/0/id").asText()).isEqualTo("resty.b");
        assertThat(release.at("/put/0/sampling/percent").asInt()).isEqualTo(50);
        assertThat(release.path("delete")).isEmpty();
        assertThat(importing.err()).contains("  + resty.b (access, 50 %) from computing unit 'b'\n", "to know:");
        assertThat(importing.ids()).containsExactly("resty.a");
    }

    @Test
    void aDryRunNeedsNoNode() throws Exception {
        unit("a", "log||local a = 1");
        importing.stopNode();

        assertThat(run("--dry-run")).isZero();

        assertThat(importing.outAsJson().at("/put/0/id").asText()).isEqualTo("resty.a");
        assertThat(importing.err()).startsWith("compared with nothing, as the control plane at 127.0.0.1:");
    }

    @Test
    void aServerThatHasLostEverythingDeletesNothing() {
        unit("a", "log||local a = 1");
        run();
        redis.flush();

        assertThat(run()).isEqualTo(1);

        assertThat(importing.err()).contains("seems to have lost its data", "1 unit imported before stay");
        assertThat(importing.ids()).containsExactly("resty.a");
    }

    @Test
    void aSetThatIsEmptyDeletesAll() {
        unit("a", "log||local a = 1");
        run();
        redis.command("SREM", "coding_units", "a");

        assertThat(run()).isZero();
        assertThat(importing.ids()).isEmpty();
    }

    @Test
    void saysWhichSideDoesNotAnswer() {
        redis.kill();
        assertThat(run()).isEqualTo(1);
        assertThat(importing.err()).isEqualTo("cuprum: Redis at " + redis.address() + " does not answer\n");

        redis.restart();
        unit("a", "log||local a = 1");
        importing.stopNode();
        assertThat(run()).isEqualTo(1);
        assertThat(importing.err()).contains("does not answer; start the node with 'cuprum serve'");
    }

    @Test
    void saysThatTheTokenIsMissingOrWrong() {
        unit("a", "log||local a = 1");
        String source = "--from-resty=" + redis.address();
        try (ImportCommand command = importing.command(Map.of(), source, "--data=" + folder)) {
            assertThat(command.run()).isEqualTo(1);
        }
        assertThat(importing.err())
                .contains("there is no admin token", folder.resolve("token").toString());
        assertThat(folder).isEmptyDirectory();

        try (ImportCommand command = importing.command(Map.of("CUPRUM_TOKEN", "another-token"), source)) {
            assertThat(command.run()).isEqualTo(1);
        }
        assertThat(importing.err()).contains("status 401: the admin token is another one");
    }

    @Test
    void refusesWhatIsNoAddressOfRedis() {
        assertThatIllegalArgumentException().isThrownBy(() -> importing.command("--from-resty=localhost:1"));
    }

    /** Where this fails, something has become available, and units that use it can be carried over. */
    @Test
    void whatIsSaidToBeMissingIsMissing() {
        StringBuilder code = new StringBuilder();
        for (String name : Available.MISSING) {
            code.append(
                    "do local ok, m = pcall(function() local x = %s if type(x) == 'function' then x() end return type(x) end)"
                            .formatted(name));
            code.append(" ngx.say('%s ', m) end\n".formatted(name));
        }
        importing.server().edge().put(ComputingUnit.of("probe", Phase.CONTENT, code.toString()));
        importing.unhurry();

        String body = Wire.body(importing.get("localhost", "/"));

        assertThat(importing.server().edge().catalog().unit(UnitId.of("probe"))).isPresent();
        for (String name : Available.MISSING) {
            assertThat(body).containsPattern("(?m)\\Q" + name + "\\E (.* is not available here|table|nil|userdata)$");
        }
    }
}
