package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.undertow.standalone.config.TestKeyStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {

    @TempDir
    Path folder;

    private TestServer server(String more) throws Exception {
        Files.writeString(folder.resolve("big.bin"), "0123456789".repeat(30_000));
        return TestServer.start(
                folder,
                """
                tls: { listen: 127.0.0.1:0, keyStore: key-store.p12, password: secret }
                routes:
                  - { path: /, respond: { body: secure } }
                  - { path: /files/, files: . }
                """
                        + more);
    }

    private Path keyStore;

    @BeforeEach
    void makeKeys() {
        keyStore = TestKeyStore.in(folder, "secret");
    }

    private HttpClient client(Version version) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(keyStore.toFile(), "secret".toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().version(version).sslContext(context).build();
    }

    private static HttpResponse<String> get(HttpClient client, String uri, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void speaksHttp2ToThoseWhoAskByAlpn() throws Exception {
        try (TestServer server = server("")) {
            String base = "https://localhost:" + server.server().tlsPort().orElseThrow();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> two = get(client(Version.HTTP_2), base + "/");
                assertThat(two.version()).isEqualTo(Version.HTTP_2);
                assertThat(two.body()).isEqualTo("secure");
            }
            HttpResponse<String> one = get(client(Version.HTTP_1_1), base + "/");
            assertThat(one.version()).isEqualTo(Version.HTTP_1_1);
            assertThat(one.body()).isEqualTo("secure");
        }
    }

    @Test
    void sendsFilesOverTls() throws Exception {
        try (TestServer server = server("")) {
            String base = "https://localhost:" + server.server().tlsPort().orElseThrow() + "/files/big.bin";
            for (Version version : Version.values()) {
                assertThat(get(client(version), base).body()).isEqualTo("0123456789".repeat(30_000));
                assertThat(get(client(version), base, "Range", "bytes=12-15").body())
                        .isEqualTo("2345");
                assertThat(get(client(version), base, "Range", "bytes=100001-").body())
                        .isEqualTo("0123456789".repeat(20_000).substring(1));
            }
        }
    }

    @Test
    void speaksPlainHttp2OnlyWhereConfigured() throws Exception {
        HttpClient client = client(Version.HTTP_2);
        try (TestServer server = server("")) {
            HttpResponse<String> response =
                    get(client, "http://127.0.0.1:" + server.server().edgePort() + "/");
            assertThat(response.version()).isEqualTo(Version.HTTP_1_1);
            assertThat(response.body()).isEqualTo("secure");
        }
        try (TestServer server = server("http2: true\n")) {
            HttpResponse<String> response =
                    get(client, "http://127.0.0.1:" + server.server().edgePort() + "/");
            assertThat(response.version()).isEqualTo(Version.HTTP_2);
            assertThat(response.body()).isEqualTo("secure");
        }
    }

    @Test
    void proxiesOverHttp2() throws Exception {
        try (TestServer origin = TestServer.start(folder, "routes: [{ path: /, files: . }]");
                TestServer server = server("  - { path: = /big.bin, proxy: 'http://127.0.0.1:%d' }\n"
                        .formatted(origin.server().edgePort()))) {
            HttpResponse<String> response = get(
                    client(Version.HTTP_2),
                    "https://localhost:" + server.server().tlsPort().orElseThrow() + "/big.bin");
            assertThat(response.version()).isEqualTo(Version.HTTP_2);
            assertThat(response.body()).isEqualTo("0123456789".repeat(30_000));
        }
    }
}
