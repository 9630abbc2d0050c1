package dev.cuprum.undertow.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.undertow.standalone.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileHandlerTest {

    private static final String MODIFIED = "Wed, 21 Oct 2015 07:28:00 GMT";
    private static final String BIG = "0123456789".repeat(30_000);

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void serve() throws IOException {
        Path files = Files.createDirectories(folder.resolve("public/sub/empty"))
                .getParent()
                .getParent();
        write(files.resolve("small.txt"), "0123456789");
        write(files.resolve("big.bin"), BIG);
        write(files.resolve("empty.css"), "");
        write(files.resolve("index.html"), "<p>index");
        write(files.resolve("sub/index.html"), "<p>sub");
        write(files.resolve(".hidden"), "hidden");
        write(Files.createDirectory(files.resolve(".well-known")).resolve("acme"), "token");
        write(files.resolve("a b&c.txt"), "odd");
        write(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(files.resolve("out.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(files.resolve("in.txt"), files.resolve("small.txt"));
        Files.createSymbolicLink(files.resolve("up"), folder);
        server = TestServer.start(
                folder,
                """
                routes:
                  - { path: /static/, files: public }
                  - { path: = /small.txt, files: public }
                  - { path: /s, files: public }
                """);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2015-10-21T07:28:00Z")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small.txt", "big.bin"})
    void sendsWholeFiles(String name) throws IOException {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = server.get("/static/" + name);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body())
                    .isEqualTo(Files.readString(folder.resolve("public").resolve(name)));
            assertThat(header(response, "last-modified")).isEqualTo(MODIFIED);
            assertThat(header(response, "accept-ranges")).isEqualTo("bytes");
            assertThat(header(response, "etag")).matches("\"[0-9a-f]+-[0-9a-f]+\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/static/small.txt, text/plain; charset=utf-8",
        "/static/big.bin, application/octet-stream",
        "/static/empty.css, text/css; charset=utf-8",
        "/static/, text/html; charset=utf-8",
        "/static/sub/, text/html; charset=utf-8",
        "/static/a%20b%26c.txt, text/plain; charset=utf-8",
        "/static/in.txt, text/plain; charset=utf-8",
        "/static/.well-known/acme, application/octet-stream",
        "/small.txt, text/plain; charset=utf-8",
        "/s/small.txt, text/plain; charset=utf-8",
    })
    void knowsContentTypes(String path, String type) {
        HttpResponse<String> response = server.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-type")).isEqualTo(type);
    }

    @Test
    void aFolderWithoutIndexIsForbidden() {
        HttpResponse<String> response = server.get("/static/sub/empty/");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("403 Forbidden").doesNotContain(folder.toString());
        assertThat(server.get("/static/gone/").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/gone.txt",
                "/static/.hidden",
                "/static/sub/../.hidden",
                "/static/out.txt",
                "/static/up/secret.txt",
                "/static/small.txt/",
                "/static/%2e%2e/secret.txt",
                "/static/..%2fsecret.txt",
                "/static/%00",
                "/static/..%5csecret.txt",
                "/static//etc/passwd",
            })
    void findsNothingOutsideOfWhatIsServed(String path) {
        HttpResponse<String> response = server.get(path);
        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(response.body()).doesNotContain("secret", folder.toString());
    }

    @Test
    void sendsClientsToTheSlashOfAFolder() {
        HttpResponse<String> response = server.get("/static/sub?a=b");
        assertThat(response.statusCode()).isEqualTo(301);
        String here = "http://127.0.0.1:" + server.server().port();
        assertThat(header(response, "location")).isEqualTo(here + "/static/sub/?a=b");
        assertThat(header(server.get("/static"), "location")).isEqualTo(here + "/static/");
        assertThat(header(server.get("//static//sub"), "location")).isEqualTo(here + "/static/sub/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small.txt", "big.bin"})
    void answersHeadWithTheHeaderAlone(String name) throws IOException {
        HttpResponse<String> response = TestServer.send(server.request("/static/" + name)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "content-length"))
                .isEqualTo("" + Files.size(folder.resolve("public").resolve(name)));
    }

    @Test
    void refusesOtherMethods() {
        HttpResponse<String> response =
                TestServer.send(server.request("/static/small.txt").DELETE().build());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "allow")).isEqualTo("GET, HEAD");
    }

    @ParameterizedTest
    @CsvSource({
        "If-Modified-Since, 'Wed, 21 Oct 2015 07:28:00 GMT', 304",
        "If-Modified-Since, 'Wed, 21 Oct 2015 07:28:01 GMT', 304",
        "If-Modified-Since, 'Wed, 21 Oct 2015 07:27:59 GMT', 200",
        "If-Modified-Since, yesterday, 200",
        "If-Unmodified-Since, 'Wed, 21 Oct 2015 07:28:00 GMT', 200",
        "If-Unmodified-Since, 'Wed, 21 Oct 2015 07:27:59 GMT', 412",
        "If-None-Match, ETAG, 304",
        "If-None-Match, 'W/ETAG', 304",
        "If-None-Match, '\"other\", ETAG', 304",
        "If-None-Match, *, 304",
        "If-None-Match, '\"other\"', 200",
        "If-Match, ETAG, 200",
        "If-Match, *, 200",
        "If-Match, 'W/ETAG', 412",
        "If-Match, '\"other\"', 412",
    })
    void keepsConditions(String name, String value, int status) {
        for (String file : new String[] {"small.txt", "big.bin"}) {
            String etag = header(server.get("/static/" + file), "etag");
            HttpResponse<String> response = server.get("/static/" + file, name, value.replace("ETAG", etag));
            assertThat(response.statusCode()).as(file).isEqualTo(status);
            if (status == 304) {
                assertThat(response.body()).isEmpty();
                assertThat(header(response, "etag")).isEqualTo(etag);
            }
        }
    }

    @Test
    void anEntityTagOutweighsATime() {
        assertThat(server.get("/static/small.txt", "If-None-Match", "\"other\"", "If-Modified-Since", MODIFIED)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 206, 0, 1",
        "bytes=2-4, 206, 2, 5",
        "bytes=-3, 206, -3, 0",
        "bytes=5-, 206, 5, 0",
        "bytes=5-99999999, 206, 5, 0",
        "bytes=99999999-, 416, 0, 0",
        "bytes=a-b, 200, 0, 0",
        "lines=1-2, 200, 0, 0",
        "'bytes=0-1,3-4', 200, 0, 0",
    })
    void sendsRanges(String range, int status, int from, int to) throws IOException {
        for (String file : new String[] {"small.txt", "big.bin"}) {
            String all = Files.readString(folder.resolve("public").resolve(file));
            int start = from < 0 ? all.length() + from : from;
            int end = to == 0 ? all.length() : to;
            HttpResponse<String> response = server.get("/static/" + file, "Range", range);
            assertThat(response.statusCode()).as(file).isEqualTo(status);
            if (status == 206) {
                assertThat(response.body()).isEqualTo(all.substring(start, end));
                assertThat(header(response, "content-range"))
                        .isEqualTo("bytes " + start + "-" + (end - 1) + "/" + all.length());
            } else if (status == 416) {
                assertThat(header(response, "content-range")).isEqualTo("bytes */" + all.length());
            } else {
                assertThat(response.body()).isEqualTo(all);
            }
        }
    }

    @Test
    void sendsARangeOnlyOfTheVersionTheClientHas() {
        String etag = header(server.get("/static/small.txt"), "etag");
        assertThat(server.get("/static/small.txt", "Range", "bytes=0-1", "If-Range", etag)
                        .statusCode())
                .isEqualTo(206);
        assertThat(server.get("/static/small.txt", "Range", "bytes=0-1", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get("/static/small.txt", "Range", "bytes=0-1", "If-Range", MODIFIED)
                        .statusCode())
                .isEqualTo(206);
        assertThat(server.get("/static/small.txt", "Range", "bytes=0-1", "If-Range", "Wed, 21 Oct 2015 07:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void sendsEmptyFiles() {
        HttpResponse<String> response = server.get("/static/empty.css");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-length")).isEqualTo("0");
    }
}
