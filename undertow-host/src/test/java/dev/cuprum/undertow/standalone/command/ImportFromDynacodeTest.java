package dev.cuprum.undertow.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import dev.cuprum.Ports;
import dev.cuprum.undertow.standalone.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a document of lua-resty-dynacode to requests that are answered by its plugins. */
final class ImportFromDynacodeTest {

    private static final String DOCUMENT =
            """
            {"general": {"status": "enabled", "skip_domains": ["[\\\\w\\\\d\\\\.\\\\-]*server.local.com"]},
             "domains": [
              {"name": "*", "plugins": [
               {"name": "first", "phase": "access", "code": "ngx.ctx.seen = 'all'"},
               {"name": "cors", "phase": "header_filter",
                "code": "ngx.header['Access-Control-Allow-Origin'] = 'http://example1.com'"}]},
              {"name": "webp.local.com", "plugins": [
               {"name": "only", "phase": "access",
                "code": "if not ngx.re.find(ngx.var.uri, '\\\\\\\\.webp$') then ngx.exit(ngx.HTTP_NOT_FOUND) end"},
               {"name": "create", "phase": "content", "code": "ngx.say('this is a webp file, believe')"}]},
              {"name": "^(?!www)\\\\w+\\\\.shop\\\\.com$", "plugins": [
               {"name": "second", "phase": "access", "code": "ngx.ctx.seen = ngx.ctx.seen .. ', shop'"},
               {"name": "tell", "phase": "content", "code": "ngx.say(ngx.ctx.seen)"}]}]}
            """;

    @TempDir
    Path folder;

    private final Importing importing = new Importing();

    @AfterEach
    void stop() {
        importing.close();
    }

    private int run(String document) throws IOException {
        return importing.run("--from-dynacode=" + Files.writeString(folder.resolve("plugins.json"), document));
    }

    /** Imports a document, and gives what it has brought all the time that a busy machine takes. */
    private void imported(String document) throws IOException {
        assertThat(run(document)).isZero();
        importing.unhurry();
    }

    @Test
    void pluginsRunForTheirDomains() throws IOException {
        imported(DOCUMENT);

        assertThat(importing.out())
                .contains("+ dynacode.webp.local.com.only (access, hosts ~ webp.local.com) from plugin 'only'");
        String other = importing.get("other.com", "/x");
        assertThat(other).startsWith("HTTP/1.1 200").contains("http://example1.com");
        assertThat(Wire.body(other)).isEqualTo("origin\n");
        assertThat(Wire.status(importing.get("webp.local.com", "/x.png"))).isEqualTo(404);
        assertThat(importing.get("WEBP.local.com:80", "/x.webp")).contains("this is a webp file, believe");
        assertThat(importing.get("my-webp.local.com", "/x.webp")).contains("this is a webp file, believe");
    }

    @Test
    void expressionsThatRe2DoesNotKnowDecideAsInTheOriginal() throws IOException {
        imported(DOCUMENT);

        assertThat(importing.out()).contains("whose expression is not in RE2's syntax");
        assertThat(importing.get("my.shop.com", "/")).contains("all, shop");
        assertThat(Wire.body(importing.get("www.shop.com", "/"))).isEqualTo("origin\n");
    }

    @Test
    void nothingRunsForDomainsToSkip() throws IOException {
        imported(DOCUMENT.replace("\"*\"", "\".*\""));

        String skipped = importing.get("metrics.server.local.com", "/");
        assertThat(skipped).startsWith("HTTP/1.1 200").doesNotContain("example1.com");
        assertThat(importing.get("server.local.org", "/")).contains("example1.com");
    }

    @Test
    void nothingRunsWhereTheStatusIsNotEnabled() throws IOException {
        assertThat(run(DOCUMENT.replace("\"enabled\"", "\"disabled\""))).isZero();

        assertThat(importing.units()).hasSize(6).noneMatch(unit -> unit.enabled());
        assertThat(importing.get("other.com", "/")).doesNotContain("example1.com");
        imported(DOCUMENT);
        assertThat(importing.get("other.com", "/")).contains("example1.com");
    }

    @Test
    void listsWhatCannotBeCarriedOver() throws IOException {
        assertThat(run(DOCUMENT.replace("ngx.ctx.seen = 'all'", "ngx.sleep(1)")))
                .isEqualTo(1);

        assertThat(importing.out())
                .contains(
                        "plugin 'first' of domain '*' (domains[0].plugins[0]): it uses ngx.sleep, which is not available here");
        assertThat(importing.units()).hasSize(5);
    }

    @Test
    void aPluginThatDoesNotCompileIsNamed() throws IOException {
        assertThat(run(DOCUMENT.replace("ngx.ctx.seen = 'all'", "x = \\n = 1"))).isEqualTo(1);

        assertThat(importing.units()).isEmpty();
        assertThat(importing.err()).contains("  plugin 'first' of domain '*' (domains[0].plugins[0]), code, line 2: ");
    }

    @Test
    void readsFromAnApi() throws Exception {
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 0);
        byte[] body = DOCUMENT.getBytes(StandardCharsets.UTF_8);
        api.createContext("/plugins.json", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        String base = "http://127.0.0.1:" + api.getAddress().getPort();
        try {
            assertThat(importing.run("--from-dynacode=" + base + "/plugins.json"))
                    .isZero();
            assertThat(importing.units()).hasSize(6);

            assertThat(importing.run("--from-dynacode=" + base + "/other.json")).isEqualTo(1);
            assertThat(importing.err())
                    .isEqualTo("cuprum: " + base + "/other.json answers with status 404 and not 200\n");
        } finally {
            api.stop(0);
        }
        assertThat(importing.run("--from-dynacode=" + base + "/plugins.json")).isEqualTo(1);
        assertThat(importing.err()).contains(base + "/plugins.json does not answer");
        assertThat(importing.units()).hasSize(6);
    }

    @Test
    void saysWhatIsWrongWithASource() throws IOException {
        assertThat(importing.run("--from-dynacode=" + folder.resolve("none.json")))
                .isEqualTo(1);
        assertThat(importing.err()).isEqualTo("cuprum: there is no file " + folder.resolve("none.json") + "\n");

        assertThat(run("{")).isEqualTo(1);
        assertThat(importing.err()).startsWith("cuprum: the document cannot be read: this is no JSON: line 1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> importing.command("--from-dynacode=http://u:secret@h:x /"))
                .withMessage("--from-dynacode: 'http://…' is no URL")
                .satisfies(e -> assertThat(e).hasNoCause());
    }

    @Test
    void secretsOfAnAddressAreNotTold() {
        assertThat(name("https://u:secret@host:8443/a/b?token=secret#secret")).isEqualTo("https://host:8443/a/b");
        assertThat(name("http://host/a%20b?token=secret")).isEqualTo("http://host/a%20b");
        assertThat(name("http://[::1]:80/?mail=a@b")).isEqualTo("http://[::1]:80/");
        assertThat(name("http://u:sec?ret@host/")).isEqualTo("http://…");
        assertThat(name("plugins?#@.json")).isEqualTo("plugins?#@.json");
    }

    private static String name(String location) {
        return DynacodeSource.name(location);
    }
}
