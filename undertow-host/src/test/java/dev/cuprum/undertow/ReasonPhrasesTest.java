package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonPhrasesTest {

    @ParameterizedTest
    @CsvSource({
        "200, OK",
        "302, Moved Temporarily",
        "401, Unauthorized",
        "405, Not Allowed",
        "413, Request Entity Too Large",
        "503, Service Temporarily Unavailable",
        "203, ''",
        "305, ''",
        "418, ''",
        "600, ''",
    })
    void areThoseOfNginx(int status, String phrase) throws Exception {
        try (EdgeServer server = new EdgeServer(
                ReasonPhrases::new, exchange -> exchange.setStatusCode(status).endExchange())) {
            assertThat(server.raw("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status + " " + phrase + "\r\n");
        }
    }

    @Test
    void leavesAPhraseThatSomebodyHasChosen() throws Exception {
        try (EdgeServer server = new EdgeServer(
                ReasonPhrases::new,
                exchange -> exchange.setStatusCode(200).setReasonPhrase("Fine").endExchange())) {
            assertThat(server.raw("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 Fine\r\n");
        }
    }
}
