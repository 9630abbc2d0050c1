package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.Ports;
import dev.cuprum.store.Release;
import dev.cuprum.store.StoreUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A store on a server that speaks TLS, and asks its clients for their certificates. */
final class TlsTest {

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static RedisServer server;
    private static int port;

    @BeforeAll
    static void start() {
        certificates = Certificates.in(folder);
        port = Ports.free();
        try {
            server = RedisServer.start(
                    RedisServers.program(),
                    certificates.folder(),
                    "--tls-port",
                    Integer.toString(port),
                    "--tls-cert-file",
                    certificates.path("server.pem"),
                    "--tls-key-file",
                    certificates.path("server.key"),
                    "--tls-ca-cert-file",
                    certificates.path("ca.pem"),
                    "--tls-auth-clients",
                    "yes");
        } catch (IllegalStateException e) {
            throw new TestAbortedException("this Redis was built without TLS: " + e.getMessage(), e);
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private final String namespace = UUID.randomUUID().toString();

    private RedisUnitStore node(String user, String options) {
        RedisAddresses address =
                RedisAddresses.of(certificates.folder(), List.of("rediss://" + user + "127.0.0.1:" + port + options));
        return RedisUnitStore.builder(address).namespace(namespace).build();
    }

    @Test
    void bothSidesShowTheirCertificates() {
        try (RedisUnitStore one = node("", "?ca=ca.pem&cert=node.pem&key=node.key");
                RedisUnitStore two = node("", "?ca=ca.pem&cert=node.pem&key=node.key")) {
            awaitSnapshot(two, one.publish(Release.put(unit("a", "x"))));
            awaitSnapshot(one, two.publish(Release.put(unit("a", "y"))));
            assertThat(one.alarms()).isEmpty();
        }
    }

    @Test
    void usersOfAclHaveTheirPasswordsByTls() {
        server.command("ACL", "SETUSER", "edge", "on", ">s@cret", "~*", "&*", "+@all");
        try (RedisUnitStore store = node("edge:s%40cret@", "?ca=ca.pem&cert=node.pem&key=node.key")) {
            assertThat(store.publish(Release.put(unit("a", "x"))).generation()).isEqualTo(1);
        } finally {
            server.command("ACL", "DELUSER", "edge");
        }
    }

    @Test
    void aServerThatTheJvmDoesNotTrustIsNotSpokenTo() {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> node("", ""))
                .withMessageContaining("rediss://127.0.0.1:" + port)
                .withMessageContaining("its certificate is not trusted");
    }

    @Test
    void aNodeWithoutACertificateIsRefused() {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> node("", "?ca=ca.pem"))
                .withMessageContaining("rediss://127.0.0.1:" + port + " does not answer by TLS")
                .withMessageContaining("ask for a certificate");
    }
}
