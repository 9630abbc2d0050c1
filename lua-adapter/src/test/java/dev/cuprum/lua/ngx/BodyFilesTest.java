package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.http.MemoryExchange;
import dev.cuprum.http.RequestBody;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BodyFilesTest {

    @TempDir
    Path folder;

    private Path site;
    private MemoryExchange exchange;
    private TestUnits units;

    @BeforeEach
    void begin() throws IOException {
        site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("a.txt"), "of the site");
        Files.writeString(folder.resolve("secret"), "not of the site");
        exchange = MemoryExchange.of("POST", "/").body(new byte[5]).define("document_root", site.toString());
        units = new TestUnits(exchange);
    }

    private String run(String code) {
        return units.written(Phase.CONTENT, "ngx.req.read_body() " + code);
    }

    @Test
    void takesAFileOfTheSite() {
        String file = site.resolve("a.txt").toString();

        assertThat(run("ngx.req.set_body_file('" + file
                        + "', true) ngx.print(ngx.req.get_body_file(), ngx.var.request_body"
                        + ", ngx.var.request_body_file, ngx.req.get_headers()['content-length'])"))
                .isEqualTo(file + "nil" + file + "11");
    }

    @Test
    void neverDeletesAFileOfTheSite() {
        run("ngx.req.set_body_file('" + site.resolve("a.txt") + "', true) ngx.req.set_body_data('x')");

        assertThat(site.resolve("a.txt")).exists();
    }

    @Test
    void refusesOtherFiles() throws IOException {
        Path link = Files.createSymbolicLink(site.resolve("link"), folder.resolve("secret"));
        for (Path file : new Path[] {folder.resolve("secret"), site.resolve("../secret"), link}) {
            assertThat(run("ngx.req.set_body_file('" + file + "')"))
                    .isEqualTo("unit:1: open() \"" + file + "\" failed");
        }
    }

    @Test
    void refusesFilesWhereThereIsNoSite() {
        exchange.clearVariable("document_root");
        Path file = site.resolve("a.txt");

        assertThat(run("ngx.req.set_body_file('" + file + "')")).isEqualTo("unit:1: open() \"" + file + "\" failed");
    }

    @Test
    void takesTheFileThatTheBodyIsInAlready() {
        String code = "ngx.req.init_body(2) ngx.req.append_body('abc') ngx.req.finish_body()"
                + " local file = ngx.req.get_body_file() ngx.req.set_body_file(file)"
                + " ngx.print(ngx.req.get_body_file() == file)";

        assertThat(run(code)).isEqualTo("true");
        assertThat(exchange.request().body().state()).isEqualTo(RequestBody.State.FILE);
        assertThat(exchange.request().body().file()).hasContent("abc");
        exchange.request().body().discard();
    }

    @Test
    void deletesTheFileOfABodyInPiecesWithTheBody() {
        run("ngx.req.init_body(0) ngx.req.append_body('abc') ngx.req.finish_body()");
        Path file = exchange.request().body().file();
        run("ngx.req.set_body_data('x')");

        assertThat(file).doesNotExist();
    }
}
