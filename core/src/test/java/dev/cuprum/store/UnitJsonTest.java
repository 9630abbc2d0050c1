package dev.cuprum.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Problem;
import dev.cuprum.unit.RandomUnits;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitJsonTest {

    private static final UnitId ID = UnitId.of("a");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ComputingUnit read(String json) {
        return UnitJson.read(ID, bytes(json));
    }

    private static ComputingUnit with(String field) {
        return read("{\"phase\":\"rewrite\",\"code\":\"x\"," + field + "}");
    }

    private static Problem problem(String json) {
        List<Problem> problems = catchThrowableOfType(InvalidUnitException.class, () -> read(json))
                .problems();
        assertThat(problems).as(json).hasSize(1);
        return problems.get(0);
    }

    @Test
    void whatIsWrittenIsReadAsAnEqualUnit() {
        long seed = new Random().nextLong();
        RandomUnits units = new RandomUnits(seed);
        for (int i = 0; i < 2000; i++) {
            ComputingUnit unit = units.next();
            String json = UnitJson.write(unit).toString();

            assertThat(UnitJson.read(bytes(json))).as("seed %d: %s", seed, json).isEqualTo(unit);
            assertThat(UnitJson.read(unit.id(), bytes(json))).isEqualTo(unit);
        }
    }

    @Test
    void whatIsWrittenIsAlwaysTheSame() {
        ObjectNode json = UnitJson.write(ComputingUnit.of("a", Phase.LOG, "x"));
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);

        assertThat(names)
                .containsExactly(
                        "id",
                        "phase",
                        "code",
                        "language",
                        "order",
                        "sampling",
                        "match",
                        "nodes",
                        "limits",
                        "onFailure",
                        "enabled");
        assertThat(json.at("/sampling/percent")).hasToString("100");
    }

    @Test
    void onlyPhaseAndCodeAreRequired() {
        assertThat(read("{\"phase\":\"log\",\"code\":\"x\"}")).isEqualTo(ComputingUnit.of("a", Phase.LOG, "x"));
        assertThat(catchThrowableOfType(InvalidUnitException.class, () -> read("{}"))
                        .problems())
                .extracting(Problem::field)
                .containsExactly("phase", "code");
    }

    @Test
    void theIdIsNeededWhereNobodyElseKnowsIt() {
        InvalidUnitException thrown = catchThrowableOfType(
                InvalidUnitException.class, () -> UnitJson.read(bytes("{\"phase\":\"log\",\"code\":\"x\"}")));

        assertThat(thrown).hasMessageContaining("id: it is missing");
        assertThat(problem("{\"phase\":\"log\",\"code\":\"x\",\"id\":\"b\"}").message())
                .contains("it says 'b', and the address says 'a'");
        assertThat(with("\"id\":\"a\"").id()).isEqualTo(ID);
    }

    @Test
    void whatAControlPlaneAddsIsNotRead() {
        assertThat(with("\"generation\":1,\"etag\":\"a.1\",\"breaker\":\"closed\",\"failure\":{}"))
                .isEqualTo(ComputingUnit.of("a", Phase.REWRITE, "x"));
    }

    @Test
    void partsOfLimitsAndSamplingHaveDefaults() {
        assertThat(with("\"limits\":{\"timeoutMs\":7}").limits().memoryMb()).isEqualTo(16);
        assertThat(with("\"limits\":{\"memoryMb\":7}").limits().timeout()).hasMillis(50);
        assertThat(with("\"sampling\":{\"percent\":12.5}").sampling())
                .isEqualTo(new Sampling(12.5, Sampling.Mode.RANDOM, "remote_addr"));
        assertThat(problem("{\"phase\":\"log\",\"code\":\"x\",\"sampling\":{\"mode\":\"even\"}}"))
                .isEqualTo(new Problem("sampling.percent", "it is missing; say which share of the requests, 0 to 100"));
    }

    @Test
    void numbersMayBeWrittenInEveryWayOfJson() {
        assertThat(with("\"sampling\":{\"percent\":5e1}").sampling().percent()).isEqualTo(50);
        assertThat(with("\"sampling\":{\"percent\":0.0000001}").sampling().percent())
                .isEqualTo(1e-7);
        assertThat(with("\"order\":-2147483648").order()).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void instantsMayHaveAnOffset() {
        assertThat(with("\"expiresAt\":\"2030-01-01T01:00:00+01:00\"").expiresAt())
                .contains(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(problem("{\"phase\":\"log\",\"code\":\"x\",\"expiresAt\":\"2030-01-01\"}")
                        .field())
                .isEqualTo("expiresAt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"order\":1.0 | order | a whole number is expected here, and this is the number 1.0",
                "\"order\":1e3 | order | a whole number is expected here",
                "\"order\":1e400 | order | a whole number is expected here",
                "\"order\":true | order | this is true",
                "\"limits\":{\"timeoutMs\":1e999999999} | limits.timeoutMs | a whole number",
                "\"limits\":{\"memoryMb\":-5} | limits.memoryMb | -5 is not between 1 and 1024",
                "\"limits\":5 | limits | a JSON object {…} is expected here, and this is the number 5",
                "\"sampling\":{\"percent\":\"50\"} | sampling.percent | a number is expected here, and this is a text",
                "\"sampling\":{\"percent\":1e999999} | sampling.percent | is not between 0 and 100",
                "\"sampling\":{\"percent\":1,\"mode\":1} | sampling.mode | a text in quotes",
                "\"enabled\":\"yes\" | enabled | true or false is expected here",
                "\"match\":{\"paths\":\"/a\"} | match.paths | a JSON array […] is expected here",
                "\"match\":{\"paths\":[\"/a\",1]} | match.paths[1] | a text in quotes is expected here",
                "\"match\":{\"methods\":[[]]} | match.methods[0] | this is an array",
                "\"timeoutMs\":5 | timeoutMs | there is no such field; The fields are id, phase",
                "\"Order\":5 | Order | did you mean 'order'?",
                "\"sampling\":{\"percent\":1,\"percent\":2} | sampling.percent | more than once",
                "\"language\":\"\\udc00\" | language | half a character",
            })
    void whatIsWrongIsNamedWithItsPlace(String field, String place, String message) {
        InvalidUnitException thrown = catchThrowableOfType(InvalidUnitException.class, () -> with(field));

        assertThat(thrown.problems()).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo(place);
            assertThat(problem.message()).contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | line 1",
                "{\"a\":01} | line 1, column 7",
                "{'a':1} | line 1, column 2",
                "{\"a\":1,} | line 1, column 8",
                "{\"a\":Infinity} | Non-standard token",
                "nul | line 1",
                "// no | line 1",
                "{}x | line 1, column 3",
                "{} [] | there is more text after the end",
            })
    void malformedTextIsRefusedWithItsPlace(String json, String message) {
        assertThat(problem(json).message())
                .startsWith("this is no JSON: ")
                .contains(message)
                .doesNotContain("`");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] cut = {'"', (byte) 0xC3, '"'};
        byte[] half = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};

        for (byte[] json : List.of(cut, half)) {
            assertThatThrownBy(() -> UnitJson.read(json)).hasMessageContaining("not UTF-8");
        }
    }

    @Test
    void replacementCharacterIsACharacterLikeOthers() {
        String code = "return '\uFFFD'";
        ComputingUnit unit = ComputingUnit.of("a", Phase.ACCESS, code);

        byte[] json = UnitJson.write(unit).toString().getBytes(StandardCharsets.UTF_8);

        assertThat(UnitJson.read(json).code()).isEqualTo(code);
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThat(problem("{\"a\":" + "[".repeat(40)).message()).contains("deeper than 32");
        assertThat(problem("{\"a\":" + "1".repeat(100_000) + "}").message()).contains("this is no JSON");
        assertThat(problem("{\"a\":" + "[".repeat(1_000_000)).message()).contains("deeper than 32");
    }
}
