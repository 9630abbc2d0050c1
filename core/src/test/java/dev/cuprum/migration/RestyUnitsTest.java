package dev.cuprum.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.migration.Migration.Left;
import dev.cuprum.migration.Migration.Note;
import dev.cuprum.migration.RestyUnits.Share;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RestyUnitsTest {

    private final TreeMap<String, byte[]> values = new TreeMap<>();

    private Migration translate(Share share) {
        return RestyUnits.translate(values, RestyUnits.PREFIX, share);
    }

    private Migration translate(String value) {
        put("name", value);
        return translate(Share.MEANT);
    }

    private void put(String name, String value) {
        values.put(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static ComputingUnit only(Migration migration) {
        assertThat(migration.left()).isEmpty();
        assertThat(migration.carried()).hasSize(1);
        return migration.carried().get(0).unit();
    }

    private static String reason(Migration migration) {
        assertThat(migration.carried()).isEmpty();
        assertThat(migration.left()).hasSize(1);
        return migration.left().get(0).reason();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rewrite", "access", "content", "header_filter", "body_filter", "log"})
    void carriesPhasesThatRunInBoth(String phase) {
        ComputingUnit unit = only(translate(phase + "|| ngx.say('ü')\n"));

        assertThat(unit).isEqualTo(ComputingUnit.of("resty.name", Phase.parse(phase), " ngx.say('ü')\n"));
        assertThat(unit.onFailure()).isEqualTo(FailureMode.OPEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "init              | never run",
                "init_worker       | never run",
                "set               | with the name of its \"variable\"",
                "balancer          | do not run here yet",
                "ssl_cert          | do not run here yet",
                "timer             | do not run here yet",
                "ssl_session_fetch | the JDK has no such hook",
                "ssl_session_store | the JDK has no such hook",
                "server_rewrite    | knows no phase 'server_rewrite'",
                "access_by_lua     | knows no phase 'access_by_lua'",
                "ACCESS            | knows no phase 'ACCESS'",
            })
    void leavesPhasesThatDoNot(String phase, String reason) {
        assertThat(reason(translate(phase + "||a()"))).contains(reason);
    }

    @Test
    void comparesPhasesLetterByLetter() {
        assertThat(reason(translate("access ||a()"))).contains("no phase 'access '", "spaces included");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "access; has no code",
                "access||; has no code",
                "||; has no code",
                "|| a(); has no code",
                "access|| ||5; white space",
                "access||a('x|y')||5; 'y')' stands where its sampling is expected",
                "access||a()||lots; 'lots' stands where",
                "access||a()||0x10; '0x10' stands where",
                "access||a()||101; 101 is not between 0 and 100",
                "access||a()||-1; -1 is not between 0 and 100",
                "access||a() -- note; ends in a comment",
                "access||edge_computing.redis_client:incr('x'); edge_computing.redis_client",
                "access||local e = edge_computing local r = e['redis_client']; edge_computing.redis_client",
                "access||local r = _G.edge_computing.redis_client; edge_computing.redis_client",
                "access||ngx.sleep(1) ngx.timer.at(0, f); ngx.sleep, ngx.timer.at, which are not available here",
                "access||local s = ngx.socket.tcp(); ngx.socket.tcp, which is not available here",
                "access||local s = require 'ngx.semaphore'; module 'ngx.semaphore'",
            })
    void leavesWhatCannotRun(String value, String reason) {
        assertThat(reason(translate(value))).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access||-- edge_computing.redis_client was here\na()",
                "access||if edge_computing then a() end",
                "access||local redis_client = {} redis_client.x = 1",
                "access||a() -- note\n",
                "access||ngx.log(ngx.INFO, 'ngx.sleep(1)')",
            })
    void carriesWhatOnlyLooksAsIfItCouldNot(String value) {
        assertThat(only(translate(value)).code()).isEqualTo(value.substring("access||".length()));
    }

    @Test
    void saysThatANameHasNoText() {
        values.put("name", new byte[0]);

        assertThat(reason(translate(Share.MEANT))).contains("it has no text");
    }

    @Test
    void leavesWhatIsNotUtf8() {
        values.put("name", "access||a('\u00e4')".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(reason(translate(Share.MEANT))).contains("not UTF-8");
    }

    @Test
    void leavesWhatIsTooLong() {
        assertThat(reason(translate("log||" + "a() ".repeat(70_000)))).contains("longer than 256 KiB");
    }

    @ParameterizedTest
    @CsvSource({
        "85, 85, 15",
        "0, 0, 100",
        "100, 100, 0",
        "' 85\n', 85, 15",
        "59.5, 59.5, 41",
        "1e1, 10, 90",
        ".5, 0.5, 100"
    })
    void samplingIsAPercentage(String written, double meant, double asRun) {
        put("name", "access||a()||" + written);

        assertThat(only(translate(Share.MEANT)).sampling()).isEqualTo(Sampling.of(meant, Sampling.Mode.RANDOM));
        assertThat(only(translate(Share.AS_RUN)).sampling()).isEqualTo(Sampling.of(asRun, Sampling.Mode.RANDOM));
    }

    @Test
    void saysThatThePublishedOriginalInvertsSampling() {
        assertThat(translate("access||a()||85").notes()).singleElement().satisfies(note -> assertThat(note.text())
                .contains("the wrong way round", "--inverted-sampling"));
        assertThat(translate("access||a()||100").notes()).isEmpty();
    }

    @Test
    void notesWhatTheOriginalIgnoresAndWhatTheNodeNeeds() {
        assertThat(translate("access||local h = require 'my.helper' require 'cjson'||100||old")
                        .notes())
                .extracting(Note::text)
                .anySatisfy(text -> assertThat(text).contains("behind its sampling"))
                .anySatisfy(text -> assertThat(text).contains("'my.helper'"))
                .hasSize(2);
    }

    @Test
    void oneThatIsLeftDoesNotHinderTheOthers() {
        put("a", "access||a()");
        put("b", "timer||b()");
        put("c", "log||c()||50");
        Migration migration = translate(Share.MEANT);

        assertThat(migration.carried())
                .extracting(one -> one.unit().id().value())
                .containsExactly("resty.a", "resty.c");
        assertThat(migration.left()).extracting(Left::source).containsExactly("computing unit 'b'");
    }

    @Test
    void namesBecomeIds() {
        put("user:auth/v1 ü", "log||a()");
        put("x".repeat(200), "log||b()");
        put("x".repeat(201), "log||c()");

        assertThat(translate(Share.MEANT).carried())
                .extracting(one -> one.unit().id().value())
                .contains("resty.user-auth-v1--")
                .allSatisfy(id -> assertThat(id).hasSizeLessThanOrEqualTo(128))
                .doesNotHaveDuplicates();
    }

    @Test
    void twoNamesOfOneIdStopEverything() {
        put("a b", "log||a()");
        put("a:b", "timer||b()");

        assertThatThrownBy(() -> translate(Share.MEANT))
                .isInstanceOf(MigrationException.class)
                .hasMessage("computing unit 'a b' and computing unit 'a:b' would both become the unit 'resty.a-b';"
                        + " rename one of them");
    }
}
