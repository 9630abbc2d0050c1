package dev.cuprum.undertow.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.catalog.Node;
import dev.cuprum.exec.ThreadLimits;
import dev.cuprum.unit.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfigurationReaderTest extends ReadsConfiguration {

    @Test
    void hasDefaults() {
        Configuration defaults = Configuration.defaults();

        assertThat(defaults.listen()).hasToString("127.0.0.1:8080");
        assertThat(defaults.http2()).isFalse();
        assertThat(defaults.tls()).isEmpty();
        assertThat(defaults.control()).hasToString("127.0.0.1:9090");
        assertThat(defaults.data()).isEqualTo(Path.of("cuprum-data"));
        assertThat(defaults.namespace()).isEqualTo("default");
        assertThat(defaults.node()).isEqualTo(new Node("node", Map.of()));
        assertThat(defaults.routes()).isEmpty();
        assertThat(defaults.startPage()).isTrue();
        assertThat(defaults.maxBodyBytes()).isEqualTo(2 * 1024 * 1024);
        assertThat(defaults.requestLimits()).isEqualTo(Limits.of(500, 64));
        assertThat(defaults.shared()).isEmpty();
        assertThat(defaults.accessLog()).isTrue();
        assertThat(defaults.ioThreads()).isGreaterThanOrEqualTo(2);
        assertThat(defaults.workerThreads()).isGreaterThanOrEqualTo(16);
        assertThat(defaults.unitThreads()).isEqualTo(ThreadLimits.DEFAULT);
    }

    @Test
    void anEmptyFileSaysNothingButThatThereIsNoStartPage() {
        Configuration configuration = read("# nothing yet\n");

        assertThat(configuration.startPage()).isFalse();
        assertThat(configuration.listen()).isEqualTo(Configuration.defaults().listen());
        assertThat(configuration.data()).isEqualTo(folder.resolve("cuprum-data"));
    }

    @Test
    void readsAllKeys() throws IOException {
        Path keyStore = TestKeyStore.in(folder, "secret");
        Files.writeString(folder.resolve("password"), "secret\n");

        Configuration configuration = read(
                """
                listen: 0.0.0.0:80
                http2: true
                tls: { listen: "[::1]:443", keyStore: %s, passwordFile: password }
                control: { listen: localhost:81 }
                data: ../data
                redis: embedded
                namespace: shop
                node: { name: edge-1, labels: { region: eu, rack: 7 } }
                maxBodyBytes: 1000
                limits: { requestTimeoutMs: 250, requestMemoryMb: 32 }
                shared: { dogs: 10m, cats: 100K, "my birds": 12288, whales: 1g }
                accessLog: off
                ioThreads: 3
                workerThreads: 5
                unitThreads: { most: 3, queue: 9, stuck: 2 }
                routes:
                  - { path: /, proxy: "http://127.0.0.1:9000", connectTimeoutMs: 10, timeoutMs: 20, maxConnections: 30, hostHeader: origin }
                  - { path: /static/, files: ./public }
                  - { path: = /ping, respond: { status: 201, body: "pong\\n", headers: { X-A: 1, X-B: [2, 3] } } }
                  - { path: /inner, internal: true, respond: { } }
                  - { path: ~ ^/re, respond: { } }
                  - { path: ~* ^/re, respond: { } }
                  - { path: ^~ /first, respond: { } }
                  - { path: "@named", respond: { } }
                """
                        .formatted(keyStore));

        assertThat(configuration.listen()).isEqualTo(new Address("0.0.0.0", 80));
        assertThat(configuration.http2()).isTrue();
        assertThat(configuration.tls()).isEqualTo(Optional.of(new Tls(new Address("::1", 443), keyStore, "secret")));
        assertThat(configuration.control()).isEqualTo(new Address("localhost", 81));
        assertThat(configuration.data()).isEqualTo(folder.resolve("../data"));
        assertThat(configuration.namespace()).isEqualTo("shop");
        assertThat(configuration.node()).isEqualTo(new Node("edge-1", Map.of("region", "eu", "rack", "7")));
        assertThat(configuration.maxBodyBytes()).isEqualTo(1000);
        assertThat(configuration.requestLimits()).isEqualTo(Limits.of(250, 32));
        assertThat(configuration.shared())
                .containsExactly(
                        Map.entry("dogs", 10L << 20),
                        Map.entry("cats", 100L << 10),
                        Map.entry("my birds", 12L << 10),
                        Map.entry("whales", 1L << 30));
        assertThat(configuration.accessLog()).isFalse();
        assertThat(configuration.ioThreads()).isEqualTo(3);
        assertThat(configuration.workerThreads()).isEqualTo(5);
        assertThat(configuration.unitThreads()).isEqualTo(new ThreadLimits(3, 9, 2, Duration.ofSeconds(1)));
        assertThat(configuration.startPage()).isFalse();
        Target nothing = new Target.Respond(200, "", Map.of());
        assertThat(configuration.routes())
                .containsExactly(
                        Route.of(
                                new Location(Location.Kind.PREFIX, "/"),
                                false,
                                new Target.Proxy(
                                        URI.create("http://127.0.0.1:9000"),
                                        Duration.ofMillis(10),
                                        Duration.ofMillis(20),
                                        30,
                                        true)),
                        Route.of(
                                new Location(Location.Kind.PREFIX, "/static/"),
                                false,
                                new Target.Files(folder.resolve("public"))),
                        Route.of(
                                new Location(Location.Kind.EXACT, "/ping"),
                                false,
                                new Target.Respond(
                                        201, "pong\n", Map.of("X-A", List.of("1"), "X-B", List.of("2", "3")))),
                        Route.of(new Location(Location.Kind.PREFIX, "/inner"), true, nothing),
                        Route.of(new Location(Location.Kind.REGEX, "^/re"), false, nothing),
                        Route.of(new Location(Location.Kind.REGEX_NO_CASE, "^/re"), false, nothing),
                        Route.of(new Location(Location.Kind.FINAL_PREFIX, "/first"), false, nothing),
                        Route.of(new Location(Location.Kind.NAMED, "@named"), false, nothing));
    }

    @Test
    void checksTheLimitsOfRequests() {
        assertThat(read("limits: { requestMemoryMb: 1 }").requestLimits()).isEqualTo(Limits.of(500, 1));
        assertThat(problems("limits: { requestTimeoutMs: 0, requestMemoryMb: 1025, requestTimeout: 1 }"))
                .containsExactly(
                        "cuprum.yaml:1: limits.requestTimeoutMs: must be a whole number from 1 to 60000, not '0'",
                        "cuprum.yaml:1: limits.requestMemoryMb: must be a whole number from 1 to 1024, not '1025'",
                        "cuprum.yaml:1: limits.requestTimeout: unknown key; did you mean 'requestTimeoutMs'?");
        assertThat(problems("limits: 5")).hasSize(1);
    }

    @Test
    void checksTheSizesOfSharedDictionaries() {
        assertThat(problems("shared: { a: 8k, b: 65g, c: ten, d: 10mb, e: [1m], f: , g: -1, h: 1m }"))
                .containsExactly(
                        "cuprum.yaml:1: shared.a: must be from 12k to 64g, not '8k'",
                        "cuprum.yaml:1: shared.b: must be from 12k to 64g, not '65g'",
                        "cuprum.yaml:1: shared.c: 'ten' is not a size; write a whole number of bytes, or one with k, m"
                                + " or g behind it",
                        "cuprum.yaml:1: shared.d: '10mb' is not a size; write a whole number of bytes, or one with k, m"
                                + " or g behind it",
                        "cuprum.yaml:1: shared.e: must be text, not a list",
                        "cuprum.yaml:1: shared.f: must be text, not nothing",
                        "cuprum.yaml:1: shared.g: '-1' is not a size; write a whole number of bytes, or one with k, m"
                                + " or g behind it");
        assertThat(problems("shared: 10m"))
                .containsExactly("cuprum.yaml:1: shared: must be a mapping (key: value), not '10m'");
    }

    @Test
    void tellsAllProblemsAtOnceInTheOrderOfTheFile() {
        assertThat(
                        problems(
                                """
                        lisen: 127.0.0.1:80
                        control: { listen: 9090 }
                        accessLog: 3
                        ioThreads: many
                        node: { nam: x }
                        routes:
                          - { path: relative, respond: { status: 700 } }
                          - { path: ~ "(", proxi: "http://h" }
                        colour: red
                        """))
                .containsExactly(
                        "cuprum.yaml:1: lisen: unknown key; did you mean 'listen'?",
                        "cuprum.yaml:2: control.listen: '9090' has no host; write 127.0.0.1:9090, or 0.0.0.0:9090 to"
                                + " listen on all interfaces",
                        "cuprum.yaml:3: accessLog: must be true or false, not '3'",
                        "cuprum.yaml:4: ioThreads: must be a whole number from 1 to 1024, not 'many'",
                        "cuprum.yaml:5: node.nam: unknown key; did you mean 'name'?",
                        "cuprum.yaml:7: routes[0].path: 'relative' does not start with a slash; write /prefix, = /exact,"
                                + " ^~ /prefix, ~ regex, ~* regex or @name",
                        "cuprum.yaml:7: routes[0].respond.status: must be a whole number from 200 to 599, not '700'",
                        "cuprum.yaml:8: routes[1].path: the regular expression '\"(\"' does not compile: missing"
                                + " closing ) (RE2 syntax: no lookaround, no backreferences)",
                        "cuprum.yaml:8: routes[1]: has no target; give it one of proxy, files, respond, or units",
                        "cuprum.yaml:8: routes[1].proxi: unknown key; did you mean 'proxy'?",
                        "cuprum.yaml:9: colour: unknown key; there are listen, http2, tls, control, data, redis, signing,"
                                + " trust, namespace, node, set, defaultType, errorPages, access, satisfy, units, documentRoot,"
                                + " serverName, routes, modulePath, bodyBuffer, underscoresInHeaders, maxBodyBytes, limits, engines, fetch, javascript, shared, accessLog, errorLog,"
                                + " ioThreads, workerThreads, unitThreads");
    }

    @Test
    void refusesDuplicatesAndWrongTypes() {
        assertThat(
                        problems(
                                """
                        listen: 127.0.0.1:80
                        listen: 127.0.0.1:81
                        routes: /x
                        control: 127.0.0.1:90
                        data: [a]
                        namespace:
                        """))
                .containsExactly(
                        "cuprum.yaml:2: listen: is written twice, first in line 1",
                        "cuprum.yaml:3: routes: must be a list (- …), not '/x'",
                        "cuprum.yaml:4: control: must be a mapping (key: value), not '127.0.0.1:90'",
                        "cuprum.yaml:5: data: must be text, not a list",
                        "cuprum.yaml:6: namespace: must be text, not nothing");
    }

    @Test
    void refusesRoutesThatCannotBe() {
        assertThat(
                        problems(
                                """
                        routes:
                          - { path: /a, respond: { }, files: ./public }
                          - { path: ^~ /a, respond: { } }
                          - { respond: { } }
                          - { path: /b, files: ./nowhere }
                          - { path: /c, files: ./a-file }
                          - { path: /d, proxy: "ftp://h" }
                          - { path: /e, proxy: "http://" }
                          - { path: /f, proxy: "http://h?x=1" }
                          - { path: ~ ^/g, proxy: "http://h/path" }
                          - { path: /h, respond: { }, timeoutMs: 3 }
                          - { path: "@a b", respond: { } }
                          - { path: /i, respond: { status: 204, body: x } }
                          - { path: /j, respond: { headers: { "a b": x, Content-Length: 3, X: "a\\r\\nb" } } }
                          - { path: /k, proxy: "http://h", hostHeader: mine }
                          - just text
                        """))
                .containsExactly(
                        "cuprum.yaml:2: routes[0].respond: stands beside files; a route has one target",
                        "cuprum.yaml:3: routes[1].path: '^~ /a' is already routed in line 2",
                        "cuprum.yaml:4: routes[2].path: is missing: which paths is the route for?",
                        "cuprum.yaml:5: routes[3].files: there is no folder " + folder.resolve("nowhere"),
                        "cuprum.yaml:6: routes[4].files: " + folder.resolve("a-file")
                                + " is a file; name the folder it is in",
                        "cuprum.yaml:7: routes[5].proxy: 'ftp://h' does not start with http:// or https://; write"
                                + " http://host:port or https://host:port, with a path or without",
                        "cuprum.yaml:8: routes[6].proxy: 'http://' is no address: Expected authority; write"
                                + " http://host:port or https://host:port, with a path or without",
                        "cuprum.yaml:9: routes[7].proxy: 'http://h?x=1' has a query, a fragment or a user; write"
                                + " http://host:port or https://host:port, with a path or without",
                        "cuprum.yaml:10: routes[8].proxy: has a path, which has no prefix to take the place of where the"
                                + " location is '~ ^/g'; leave the path out",
                        "cuprum.yaml:11: routes[9].timeoutMs: is only for a route with proxy",
                        "cuprum.yaml:12: routes[10].path: '@a b' is not a name: after the @ come letters, digits, dots,"
                                + " dashes and underscores",
                        "cuprum.yaml:13: routes[11].respond.body: cannot be sent: a response of status 204 has none",
                        "cuprum.yaml:14: routes[12].respond.headers.a b: is not the name of a header field",
                        "cuprum.yaml:14: routes[12].respond.headers.Content-Length: is set by the server itself; leave it"
                                + " out",
                        "cuprum.yaml:14: routes[12].respond.headers.X: holds a line break or another character that a"
                                + " header field cannot have",
                        "cuprum.yaml:15: routes[13].hostHeader: 'mine' is neither client (the name the client asked for)"
                                + " nor origin (the name in the proxy address)",
                        "cuprum.yaml:16: routes[14]: must be a mapping (key: value), not 'just text'");
    }

    @Test
    void readsWhereTheUnitsAre() {
        assertThat(read("listen: 127.0.0.1:1\n").redis()).isEqualTo(Redis.EMBEDDED);
        assertThat(read("redis: embedded\n").redis()).isEqualTo(Redis.EMBEDDED);
        assertThat(read("redis: memory\n").redis()).isEqualTo(Redis.MEMORY);
        assertThat(read("redis: rediss://redis.example\n").redis())
                .hasToString(server("Redis at rediss://redis.example:6379"));
        assertThat(read("redis: [\"redis://a:1\", \"redis://b:2\"]\n").redis())
                .hasToString(server("Redis cluster at redis://a:1, redis://b:2"));
        assertThat(read("redis: redis-sentinel://:secret@a,b:2/main\n").redis())
                .hasToString(server("Redis master 'main' by the sentinels at redis://a:26379, redis://b:2"));
    }

    private static String server(String description) {
        return "Redis[kind=SERVER, addresses=Optional[" + description + "]]";
    }

    @Test
    void refusesWhatIsNoRedis() {
        assertThat(problems("redis: localhost:6379\n"))
                .containsExactly("cuprum.yaml:1: redis: 'localhost:6379' is no address of Redis; write"
                        + " redis://host:6379, or rediss://host:6379 for TLS; redis://host1,host2 for a cluster,"
                        + " redis-sentinel://host1,host2/MASTER, or redis-replicated://host1,host2");
        assertThat(problems("redis: \"rediss://a?ca=nothing.pem\"\n"))
                .singleElement()
                .asString()
                .startsWith("cuprum.yaml:1: redis: the certificates for TLS cannot be read from ")
                .contains("/nothing.pem");
        assertThat(problems("redis: []\n"))
                .containsExactly("cuprum.yaml:1: redis: names no server; write embedded, memory, or redis://host:6379");
        assertThat(problems("redis: [embedded, \"redis://a:1\"]\n"))
                .allMatch(problem -> problem.contains("'embedded' is no address of Redis"));
        assertThat(read("redis: redis://:secret@h:1\n").redis().toString()).doesNotContain("secret");
    }

    @Test
    void refusesKeyStoresThatDoNotOpen() {
        Path keyStore = TestKeyStore.in(folder, "secret");

        assertThat(problems("tls: { keyStore: %s, password: wrong }".formatted(keyStore)))
                .containsExactly("cuprum.yaml:1: tls.keyStore: the password does not open " + keyStore);
        assertThat(problems("tls: { keyStore: gone.p12 }"))
                .containsExactly(
                        "cuprum.yaml:1: tls.keyStore: there is no file " + folder.resolve("gone.p12"),
                        "cuprum.yaml:1: tls.passwordFile: is missing: name the file with the key store's password, or"
                                + " write password");
        assertThat(problems("tls: { keyStore: a-file, password: x }"))
                .singleElement()
                .asString()
                .startsWith("cuprum.yaml:1: tls.keyStore: " + folder.resolve("a-file"));
    }

    @Test
    void saysWhereAFileIsNotYaml() {
        assertThat(problems("listen: 127.0.0.1:80\nroutes: [\n"))
                .singleElement()
                .asString()
                .startsWith("cuprum.yaml:3: is not YAML: ");
        assertThat(problems("routes:\n  - { path: @x, respond: { } }\n"))
                .singleElement()
                .asString()
                .startsWith("cuprum.yaml:2: is not YAML: ")
                .endsWith("; put a text that starts with @ in quotes");
    }

    @Test
    void saysThatAFileIsNotThere() {
        Path gone = folder.resolve("gone.yaml");

        assertThatThrownBy(() -> ConfigurationReader.read(gone))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(gone + ": there is no such file (looked for " + gone + ")");
    }

    @Test
    void readsAFileRelativeToItsFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "routes: [{ path: /, files: public }]");

        assertThat(ConfigurationReader.read(file).routes())
                .extracting(Route::target)
                .containsExactly(Optional.of(new Target.Files(folder.resolve("public"))));
    }

    @Test
    void refusesANamespaceThatRedisCannotHave() {
        String longest = "n".repeat(64);
        assertThat(read("node: { name: " + longest + "n }\nnamespace: " + longest + "\n")
                        .namespace())
                .isEqualTo(longest);

        assertThat(problems("listen: 127.0.0.1:80\nnamespace: " + longest + "n\n"))
                .containsExactly("cuprum.yaml:2: namespace: '" + longest
                        + "n' is no namespace: 1 to 64 letters, digits, dots, dashes and underscores");
    }
}
