package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ErrorPageTest {

    private static String raw(EdgeServer server) throws Exception {
        return server.raw("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    }

    @Test
    void isNginxsPage() throws Exception {
        try (EdgeServer server = new EdgeServer(exchange -> ErrorPage.send(exchange, 404))) {
            assertThat(raw(server))
                    .contains("Content-Type: text/html\r\n")
                    .endsWith(
                            """
                            \r
                            \r
                            <html>\r
                            <head><title>404 Not Found</title></head>\r
                            <body>\r
                            <center><h1>404 Not Found</h1></center>\r
                            <hr><center>cuprum</center>\r
                            </body>\r
                            </html>\r
                            """);
        }
    }

    @Test
    void ofAStatusThatNginxDoesNotKnowIsEmpty() throws Exception {
        try (EdgeServer server = new EdgeServer(exchange -> ErrorPage.send(exchange, 418))) {
            assertThat(raw(server))
                    .contains("Content-Length: 0\r\n")
                    .doesNotContain("Content-Type")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void ofAStatusOfNginxsOwnIsThatOf400() throws Exception {
        try (EdgeServer server = new EdgeServer(exchange -> ErrorPage.send(exchange, 497))) {
            assertThat(raw(server))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("<title>400 The plain HTTP request was sent to HTTPS port</title>")
                    .contains("<center>The plain HTTP request was sent to HTTPS port</center>\r\n<hr>");
        }
    }

    @Test
    void titlesAreNotAlwaysTheReasonPhrases() throws Exception {
        try (EdgeServer server = new EdgeServer(exchange -> ErrorPage.send(exchange, 401))) {
            assertThat(raw(server)).contains("<title>401 Authorization Required</title>");
        }
    }

    @Test
    void givesWayToWhatTheRouteHasForTheStatus() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (EdgeServer server = new EdgeServer(exchange -> {
            exchange.putAttachment(ErrorPages.KEY, (it, status) -> {
                asked.set(status);
                it.getResponseSender().send("instead");
                return true;
            });
            ErrorPage.send(exchange, 403);
        })) {
            assertThat(raw(server)).startsWith("HTTP/1.1 403 ").endsWith("instead");
            assertThat(asked).hasValue(403);
        }
    }

    @Test
    void isSentWhereTheRouteHasNothingForTheStatus() throws Exception {
        try (EdgeServer server = new EdgeServer(exchange -> {
            exchange.putAttachment(ErrorPages.KEY, (it, status) -> false);
            ErrorPage.send(exchange, 403);
        })) {
            assertThat(raw(server)).contains("<h1>403 Forbidden</h1>");
        }
    }
}
