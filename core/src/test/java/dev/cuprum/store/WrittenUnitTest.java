package dev.cuprum.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.HostPattern;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.NodeSelector;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way to read a unit, beside the strict one. */
final class WrittenUnitTest {

    private static final UnitId ID = UnitId.of("auth");
    private static final String CODE = "local a = 'x\\n'\r\n\tngx.say(\"a\\\\b\") -- / Grüße, 世界 \uD83D\uDE00\n";

    static Stream<ComputingUnit> units() {
        return Stream.of(
                ComputingUnit.of("auth", Phase.ACCESS, CODE),
                ComputingUnit.builder(ID, Phase.SET, "return 1")
                        .language("js")
                        .order(-17)
                        .sampling(new Sampling(7, Sampling.Mode.STICKY, "cookie_uid"))
                        .match(new Match(
                                List.of(HostPattern.parse("*.example.org"), HostPattern.parse("~ ^a\\d+[.]")),
                                List.of(
                                        PathPattern.parse("/a"),
                                        PathPattern.parse("= /b"),
                                        PathPattern.parse("~* ^/c")),
                                List.of("GET", "POST"),
                                List.of("/api", "@named")))
                        .nodes(List.of(NodeSelector.parse("edge-1"), NodeSelector.parse("region=eu")))
                        .limits(Limits.of(1234, 567))
                        .onFailure(FailureMode.CLOSED)
                        .enabled(false)
                        .variable("backend")
                        .expiresAt(Instant.parse("2030-12-31T23:59:59.5Z"))
                        .build(),
                ComputingUnit.builder(ID, Phase.LOG, "x")
                        .order(Integer.MIN_VALUE)
                        .sampling(Sampling.of(0, Sampling.Mode.EVEN))
                        .match(new Match(List.of(), List.of(), List.of("GET")))
                        .fallback(UnitId.of("other"))
                        .build());
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String written(ComputingUnit unit) {
        return StoredUnitJson.write(new StoredUnit(unit, 9_007_199_254_740_993L));
    }

    @ParameterizedTest
    @MethodSource("units")
    void whatIsWrittenIsReadAsItWas(ComputingUnit unit) {
        StoredUnit expected = new StoredUnit(unit, 9_007_199_254_740_993L);
        byte[] json = bytes(written(unit));

        assertThat(WrittenUnit.read(ID, json)).contains(expected);
        assertThat(WrittenUnit.read(null, json)).contains(expected);
        assertThat(StoredUnitJson.readStrictly(ID, json)).isEqualTo(expected);
        assertThat(WrittenUnit.read(UnitId.of("another"), json)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("units")
    void whateverIsReadTheStrictReaderReadsAlike(ComputingUnit unit) {
        byte[] json = bytes(written(unit));
        int read = 0;
        for (int i = 0; i < json.length; i++) {
            for (char other : "\"\\,:{}[]0159-+.eua/ \n\u0001\u00e9".toCharArray()) {
                read += isReadAlike(with(json, i, 1, (byte) other)) + isReadAlike(with(json, i, 0, (byte) other));
            }
            isReadAlike(with(json, i, 1));
            isReadAlike(Arrays.copyOf(json, i));
        }
        assertThat(read).isPositive();
    }

    /** The bytes with some others in the place of a few. */
    private static byte[] with(byte[] json, int at, int removed, byte... added) {
        byte[] result = Arrays.copyOf(json, json.length - removed + added.length);
        System.arraycopy(added, 0, result, at, added.length);
        System.arraycopy(json, at + removed, result, at + added.length, json.length - at - removed);
        return result;
    }

    /** 1 where it is read at all. */
    private static int isReadAlike(byte[] json) {
        Optional<StoredUnit> read = WrittenUnit.read(ID, json);
        read.ifPresent(unit -> assertThat(StoredUnitJson.readStrictly(ID, json)).isEqualTo(unit));
        return read.isPresent() ? 1 : 0;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"phase\":\"access\" -> \"phase\" : \"access\"",
                "\"percent\":100 -> \"percent\":12.5",
                "local -> l\\u006fcal",
                ",\"nodes\":[] -> ",
                "auth -> \uFFFD",
            })
    void whatIsWrittenInAnotherWayIsLeftToTheStrictReader(String change) {
        String[] sides = change.split(" -> ", -1);
        byte[] json = bytes(written(ComputingUnit.of("auth", Phase.ACCESS, "local auth = 1"))
                .replace(sides[0], sides[1]));

        assertThat(WrittenUnit.read(null, json)).isEmpty();
    }

    @Test
    void whatIsWrongIsDescribedByTheStrictReader() {
        byte[] json = bytes(written(ComputingUnit.of("auth", Phase.ACCESS, "x")).replace(":50,", ":0,"));

        assertThatExceptionOfType(InvalidUnitException.class)
                .isThrownBy(() -> StoredUnitJson.read(ID, json))
                .withMessageContaining("limits.timeoutMs");
    }
}
