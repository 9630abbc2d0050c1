package dev.cuprum.undertow.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.undertow.control.ControlServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every invalid unit is refused with 422 and a message that tells what to do, and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InvalidUnitsTest {

    private static final String REWRITE = "{\"phase\":\"rewrite\",\"code\":\"x\",";

    private ControlServer server;

    @BeforeAll
    void start() {
        server = new ControlServer();
        assertThat(server.put("there", "{\"phase\":\"rewrite\",\"code\":\"x\"}").status())
                .isEqualTo(201);
        assertThat(server.put("leads-back", REWRITE + "\"onFailure\":\"fallback\",\"fallback\":\"there\"}")
                        .status())
                .isEqualTo(201);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Arguments> invalidUnits() {
        return Stream.of(
                of(
                        "a syntax error",
                        "{\"phase\":\"rewrite\",\"code\":\"ok\\nsyntax error\"}",
                        "code",
                        "line 2: unexpected"),
                of("an unknown phase", "{\"phase\":\"rewite\",\"code\":\"x\"}", "phase", "choose one of init"),
                of("an empty phase", "{\"phase\":\"\",\"code\":\"x\"}", "phase", "it is empty; choose one of init"),
                of(
                        "a phase the JDK cannot have",
                        "{\"phase\":\"ssl_session_fetch\",\"code\":\"x\"}",
                        "phase",
                        "no hook"),
                of("a phase the host does not run", "{\"phase\":\"timer\",\"code\":\"x\"}", "phase", "it runs "),
                of(
                        "empty code",
                        "{\"phase\":\"rewrite\",\"code\":\" \\n\"}",
                        "code",
                        "it is empty; a unit needs some code"),
                of("no code", "{\"phase\":\"rewrite\"}", "code", "it is missing; every unit needs some code"),
                of("no phase", "{\"code\":\"x\"}", "phase", "it is missing; every unit needs a phase"),
                of("percent 101", REWRITE + "\"sampling\":{\"percent\":101}}", "sampling.percent", "between 0 and 100"),
                of(
                        "percent NaN",
                        REWRITE + "\"sampling\":{\"percent\":NaN}}",
                        "",
                        "line 1, column 56: Non-standard token 'NaN'"),
                of(
                        "percent 1e400",
                        REWRITE + "\"sampling\":{\"percent\":1e400}}",
                        "sampling.percent",
                        "between 0 and 100"),
                of(
                        "an unknown mode",
                        REWRITE + "\"sampling\":{\"percent\":1,\"mode\":\"odd\"}}",
                        "sampling.mode",
                        "choose one of"),
                of(
                        "a key that is no variable",
                        REWRITE + "\"sampling\":{\"percent\":1,\"key\":\"$x\"}}",
                        "sampling.key",
                        "write remote_addr"),
                of(
                        "a negative timeout",
                        REWRITE + "\"limits\":{\"timeoutMs\":-1}}",
                        "limits.timeoutMs",
                        "-1 is not between 1 and 60000"),
                of(
                        "a fraction of a timeout",
                        REWRITE + "\"limits\":{\"timeoutMs\":1.5}}",
                        "limits.timeoutMs",
                        "a whole number is expected here, and this is the number 1.5"),
                of(
                        "a timeout beyond a long",
                        REWRITE + "\"limits\":{\"timeoutMs\":99999999999999999999}}",
                        "limits.timeoutMs",
                        "is not between"),
                of(
                        "an order beyond an int",
                        REWRITE + "\"order\":2147483648}",
                        "order",
                        "is not between -2147483648 and 2147483647"),
                of("an unknown language", REWRITE + "\"language\":\"cobol\"}", "language", "there is one for js, lua"),
                of("an empty language", REWRITE + "\"language\":\"\"}", "language", "leave it out for lua"),
                of(
                        "a fallback that does not exist",
                        REWRITE + "\"onFailure\":\"fallback\",\"fallback\":\"ghost\"}",
                        "fallback",
                        "'ghost', which does not exist; publish 'ghost' first"),
                of(
                        "a fallback to itself",
                        REWRITE + "\"onFailure\":\"fallback\",\"fallback\":\"there\"}",
                        "fallback",
                        "cannot be its own fallback"),
                of(
                        "fallbacks in a circle",
                        REWRITE + "\"onFailure\":\"fallback\",\"fallback\":\"leads-back\"}",
                        "fallback",
                        "in a circle: there -> leads-back -> there"),
                of(
                        "a fallback without the mode",
                        REWRITE + "\"fallback\":\"leads-back\"}",
                        "fallback",
                        "goes with \"onFailure\":\"fallback\""),
                of("the mode without a fallback", REWRITE + "\"onFailure\":\"fallback\"}", "fallback", "needs the id"),
                of(
                        "a fallback that is no id",
                        REWRITE + "\"onFailure\":\"fallback\",\"fallback\":\"a/b\"}",
                        "fallback",
                        "1 to 128 characters"),
                of(
                        "an unknown failure mode",
                        REWRITE + "\"onFailure\":\"ajar\"}",
                        "onFailure",
                        "choose one of open, closed, fallback"),
                of(
                        "another id than the path's",
                        REWRITE + "\"id\":\"other\"}",
                        "id",
                        "make them the same, or leave it out"),
                of(
                        "code that is too long",
                        "{\"phase\":\"rewrite\",\"code\":\"" + "x".repeat(256 * 1024 + 1) + "\"}",
                        "code",
                        "longer than 256 KiB; split it"),
                of(
                        "code that is too long in UTF-8",
                        "{\"phase\":\"rewrite\",\"code\":\"" + "é".repeat(128 * 1024 + 1) + "\"}",
                        "code",
                        "longer than 256 KiB; split it"),
                of(
                        "an expression that does not compile",
                        REWRITE + "\"match\":{\"paths\":[\"/ok\",\"~ (\"]}}",
                        "match.paths[1]",
                        "does not compile"),
                of(
                        "a path without a slash",
                        REWRITE + "\"match\":{\"paths\":[\"lua\"]}}",
                        "match.paths[0]",
                        "does not start with a slash"),
                of(
                        "a host that is none",
                        REWRITE + "\"match\":{\"hosts\":[\"a/b\"]}}",
                        "match.hosts[0]",
                        "write example.org"),
                of(
                        "a method that is none",
                        REWRITE + "\"match\":{\"methods\":[\"G T\"]}}",
                        "match.methods",
                        "write GET"),
                of("a node that is none", REWRITE + "\"nodes\":[\"=x\"]}", "nodes[0]", "write label=value"),
                of(
                        "an instant that is none",
                        REWRITE + "\"expiresAt\":\"tomorrow\"}",
                        "expiresAt",
                        "write it as in 2030-12-31T23:59:59Z"),
                of(
                        "an unknown field",
                        REWRITE + "\"onFailiure\":\"open\"}",
                        "onFailiure",
                        "did you mean 'onFailure'? The fields are id, phase, code"),
                of(
                        "an unknown field within",
                        REWRITE + "\"match\":{\"path\":[]}}",
                        "match.path",
                        "did you mean 'paths'?"),
                of("a field twice", REWRITE + "\"order\":1,\"order\":2}", "order", "more than once; keep one"),
                of(
                        "a text for a number",
                        REWRITE + "\"order\":\"1\"}",
                        "order",
                        "a whole number is expected here, and this is a text"),
                of("null for a text", REWRITE + "\"language\":null}", "language", "leave the field out"),
                of(
                        "an object for an array",
                        REWRITE + "\"nodes\":{}}",
                        "nodes",
                        "a JSON array […] is expected here, and this is an object"),
                of("an array for a unit", "[]", "", "a JSON object {…} is expected here"),
                of("half a character", "{\"phase\":\"rewrite\",\"code\":\"\\ud800\"}", "code", "half a character"),
                of("malformed JSON", "{\"phase\":\"rewrite\",\n  code}", "", "this is no JSON: line 2, column 3"),
                of("JSON that stops", "{\"phase\":", "", "this is no JSON: line 1"),
                of("two values", "{} {}", "", "more text after the end"),
                of(
                        "too deep",
                        "[".repeat(100),
                        "",
                        "line 1, column 33: arrays and objects lie in each other deeper than 32"),
                of("nothing", "", "", "the body is empty; a JSON object is expected"),
                of("spaces", "  \n", "", "the body is empty; a JSON object is expected"));
    }

    private static Arguments of(String name, String body, String field, String message) {
        return Arguments.of(name, body, field, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidUnits")
    void isRefusedAndChangesNothing(String name, String body, String field, String message) {
        long before = server.generation();

        Reply reply = server.put("there", body);

        assertThat(reply.status()).as(reply.response().body()).isEqualTo(422);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("problems")).as(reply.response().body()).hasSize(1);
        assertThat(reply.json().at("/problems/0/field").textValue()).isEqualTo(field);
        assertThat(reply.json().at("/problems/0/message").textValue()).contains(message);
        assertThat(reply.json().path("detail").textValue()).contains(message);
        assertThat(reply.json().path("status").intValue()).isEqualTo(422);
        assertThat(reply.response().body()).doesNotContain("Exception", "\tat ");
        assertThat(server.generation()).isEqualTo(before);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] body = "{\"phase\":\"rewrite\",\"code\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        Reply reply = server.callBytes("PUT", "/api/units/there", body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("detail").textValue()).contains("not UTF-8");
    }

    @ParameterizedTest
    @MethodSource("invalidIds")
    void idsAreRefusedWithTheRule(String path, String message) {
        long before = server.generation();

        Reply reply = server.put(path, REWRITE + "\"order\":1}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().at("/problems/0/field").textValue()).isEqualTo("id");
        assertThat(reply.json().at("/problems/0/message").textValue())
                .contains("an id has 1 to 128 characters of A-Z a-z 0-9 . _ -")
                .contains(message);
        assertThat(server.generation()).isEqualTo(before);
    }

    static Stream<Arguments> invalidIds() {
        return Stream.of(
                Arguments.of("a/b", "'a/b'"),
                Arguments.of("a%2Fb", "'a/b'"),
                Arguments.of("a%20b", "'a b'"),
                Arguments.of("a+b", "'a+b'"),
                Arguments.of("%C3%A9", "'é'"),
                Arguments.of("", "empty"),
                Arguments.of("x".repeat(129), "129 characters long"));
    }

    @Test
    void everyProblemIsToldAtOnce() {
        Reply reply = server.put(
                "there",
                "{\"phase\":\"no\",\"code\":\"\",\"order\":1.5,\"sampling\":{\"percent\":-1,\"mode\":\"odd\"},"
                        + "\"match\":{\"hosts\":[\"a b\"],\"methods\":[\"\"]},\"nodes\":[\"\"],"
                        + "\"limits\":{\"timeoutMs\":0,\"memoryMb\":0},\"onFailure\":\"x\",\"extra\":1}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "extra",
                        "phase",
                        "order",
                        "sampling.mode",
                        "sampling.percent",
                        "match.hosts[0]",
                        "match.methods",
                        "nodes[0]",
                        "limits.timeoutMs",
                        "limits.memoryMb",
                        "onFailure",
                        "code");
    }

    @Test
    void syntaxErrorsHaveTheirLineAsANumberToo() {
        Reply reply = server.put("there", "{\"phase\":\"rewrite\",\"code\":\"\\n\\nsyntax error\"}");

        assertThat(reply.json().at("/problems/0/line").intValue()).isEqualTo(3);
    }
}
