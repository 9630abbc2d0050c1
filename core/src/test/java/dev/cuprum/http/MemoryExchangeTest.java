package dev.cuprum.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryExchangeTest {

    private final MemoryExchange exchange = MemoryExchange.of("GET", "/a?b");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void splitsItsTarget() {
        assertThat(exchange.request().path()).isEqualTo("/a");
        assertThat(exchange.request().query()).isEqualTo("b");
        assertThat(MemoryExchange.of("GET", "/a").request().query()).isEmpty();
        assertThat(MemoryExchange.of("GET", "/a??").request().query()).isEqualTo("?");
    }

    @Test
    void headersAreComparedWithoutCaseAndKeepTheirOrder() {
        HeaderFields headers = exchange.response().headers();
        headers.add("B", "1");
        headers.add("A", "2");
        headers.add("b", "3");
        List<String> all = new ArrayList<>();
        headers.forEach((name, value) -> all.add(name + "=" + value));

        assertThat(all).containsExactly("B=1", "B=3", "A=2");
        assertThat(headers.all("b")).containsExactly("1", "3");
        assertThat(headers.first("a")).contains("2");
        headers.set("b", "4");
        assertThat(headers.all("B")).containsExactly("4");
        headers.set("b", List.of());
        headers.remove("A");
        assertThat(headers.first("B")).isEmpty();
        assertThat(headers.all("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "\r\nX: y", "a\0b", "\n"})
    void valuesCannotSmuggleInAHeader(String value) {
        HeaderFields headers = exchange.response().headers();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> headers.set("X", value))
                .withMessageContaining("would smuggle in another header")
                .withMessageNotContaining("\n");
        assertThatIllegalArgumentException().isThrownBy(() -> headers.add("X", value));
        assertThatIllegalArgumentException().isThrownBy(() -> headers.set("X", List.of("fine", value)));
        assertThat(headers.first("X")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\n", "é", "(", "a\0"})
    void namesAreTokens(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exchange.response().headers().set(name, "x"));
        FieldSyntax.checkName("X-!#$%&'*+.^_`|~09azAZ");
    }

    @Test
    void valuesMayHaveEveryOtherByte() {
        StringBuilder value = new StringBuilder("\t");
        for (char c = ' '; c < 256; c++) {
            value.append(c);
        }

        exchange.response().headers().set("X", value.toString());

        assertThat(exchange.response().headers().first("X")).contains(value.toString());
    }

    @Test
    void pathsStartWithASlash() {
        assertThatIllegalArgumentException().isThrownBy(() -> exchange.request().setPath("a"));
    }

    @Test
    void statusesHaveThreeDigits() {
        for (int status : new int[] {99, 1000, -1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> exchange.response().setStatus(status));
        }
        assertThat(exchange.response().statusSet()).isFalse();
        exchange.response().setStatus(200);
        assertThat(exchange.response().statusSet()).isTrue();
    }

    @Test
    void whatWasWrittenCanBeTakenBackToAMark() {
        Response response = exchange.response();
        response.write(bytes("keep"));
        Response.Mark mark = response.mark();
        response.write(bytes("drop"));
        response.setStatus(500);

        response.rewind(mark);
        response.write(bytes("!"));

        assertThat(exchange.responseBody()).isEqualTo(bytes("keep!"));
        assertThat(response.written()).isEqualTo(5);
        assertThat(response.statusSet()).isFalse();

        response.clear();
        assertThat(response.written()).isZero();
    }

    @Test
    void nothingIsWrittenOnceTheResponseHasStarted() {
        exchange.startResponse();

        assertThatIllegalStateException().isThrownBy(() -> exchange.response().write(bytes("x")));
    }

    @Test
    void attachmentsAreMadeOnceForEachKey() {
        AttachmentKey<List<String>> one = new AttachmentKey<>("list");
        AttachmentKey<List<String>> other = new AttachmentKey<>("list");

        exchange.attachment(one, ArrayList::new).add("x");

        assertThat(exchange.attachment(one, ArrayList::new)).containsExactly("x");
        assertThat(exchange.attachment(other, ArrayList::new)).isEmpty();
        assertThat(one).hasToString("list");
    }

    @Test
    void bodiesAreTheirOwn() {
        byte[] body = bytes("body");
        exchange.body(body);
        body[0] = 'x';

        exchange.request().body().read();
        assertThat(exchange.request().body().bytes()).isEqualTo(bytes("body"));
    }
}
