package dev.cuprum.undertow.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cuprum.migration.RestyUnits.Share;
import dev.cuprum.undertow.standalone.command.ImportOptions.From;
import dev.cuprum.undertow.standalone.config.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImportOptionsTest {

    private static ImportOptions parse(String... namesAndValues) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ImportOptions.parse(given);
    }

    @Test
    void hasDefaultsOfASystem() {
        assertThat(parse("--from-resty", "redis://h:1"))
                .isEqualTo(new ImportOptions(
                        From.RESTY,
                        "redis://h:1",
                        "resty.",
                        Share.MEANT,
                        new Address("127.0.0.1", 9090),
                        Path.of("cuprum-data"),
                        false,
                        Duration.ofSeconds(2),
                        false));
        assertThat(parse("--from-dynacode", "x.json").prefix()).isEqualTo("dynacode.");
    }

    @Test
    void readsEveryOption() {
        assertThat(parse(
                        "--from-resty",
                        "redis://h:1",
                        "--prefix",
                        "old.",
                        "--inverted-sampling",
                        "",
                        "--control",
                        "[::1]:7",
                        "--data",
                        "/d",
                        "--follow",
                        "",
                        "--interval",
                        "1m"))
                .isEqualTo(new ImportOptions(
                        From.RESTY,
                        "redis://h:1",
                        "old.",
                        Share.AS_RUN,
                        new Address("::1", 7),
                        Path.of("/d"),
                        true,
                        Duration.ofMinutes(1),
                        false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | import from where? Say --from-resty",
                "--from-resty a --from-dynacode b | are two imports",
                "--from-dynacode b --inverted-sampling x | --inverted-sampling goes with --from-resty",
                "--from-resty a --interval 1s | it goes with --follow",
                "--from-resty a --follow x --dry-run x | --dry-run looks once",
                "--from-resty a --follow x --interval 2 | --interval: '2' is no time; write it as 500ms, 2s or 1m",
                "--from-resty a --follow x --interval 10ms | --interval: '10ms' is too short",
                "--from-resty a --prefix a/b | --prefix: 'a/b' is not 1 to 64 characters",
                "--from-resty a --control 9090 | --control: '9090' has no host",
            })
    void refusesNonsense(String words, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(words.isEmpty() ? new String[0] : words.split(" ")))
                .withMessageContaining(message);
    }

    @Test
    void itsHelpNamesEveryOption() {
        assertThat(ImportOptions.OPTIONS)
                .allSatisfy(option -> assertThat(ImportOptions.USAGE).contains(option));
        assertThat(ImportOptions.FLAGS)
                .allSatisfy(option -> assertThat(ImportOptions.USAGE).contains(option));
        assertThat(ImportOptions.USAGE.lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(125));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://:se,cret@host:1                | Redis at redis://host:1",
                "redis-sentinel://:s@a,b:2/main         | Redis master 'main' by the sentinels at redis://a:26379, redis://b:2",
                "redis-replicated://a,b                 | Replicated Redis at redis://a:6379, redis://b:6379",
                "redis://u:s@a,b                        | Redis cluster at redis://a:6379, redis://b:6379",
                "redis://a:1,redis://b:2                | Redis cluster at redis://a:1, redis://b:2"
            })
    void addressesOfRedisHaveAllTheirForms(String location, String name) {
        try (ImportSource source = ImportSource.of(parse("--from-resty", location))) {
            assertThat(source.name()).isEqualTo(name);
        }
    }
}
