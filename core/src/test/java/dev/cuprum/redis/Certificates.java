package dev.cuprum.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * Certificates for a server on loopback and for a node, of an authority that is trusted by nobody else. Made by openssl;
 * where there is none, the test is skipped, and says so.
 *
 * @param folder where {@code ca.pem}, {@code server.pem}, {@code server.key}, {@code node.pem} and {@code node.key} are
 */
record Certificates(Path folder) {

    private static final List<String> NEW_KEY =
            List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes");

    static Certificates in(Path folder) {
        Certificates certificates = new Certificates(folder);
        certificates.openssl(List.of("req", "-x509", "-subj", "/CN=test authority", "-days", "2"), "ca.key", "ca.pem");
        certificates.issue("server", "subjectAltName=IP:127.0.0.1,DNS:localhost");
        certificates.issue("node", "extendedKeyUsage=clientAuth");
        return certificates;
    }

    String path(String name) {
        return folder.resolve(name).toString();
    }

    private void issue(String name, String extension) {
        openssl(List.of("req", "-new", "-subj", "/CN=" + name), name + ".key", name + ".csr");
        try {
            Files.writeString(folder.resolve("extension"), extension);
        } catch (IOException e) {
            throw new TestAbortedException("there is no room for certificates in " + folder, e);
        }
        run(List.of(
                "openssl",
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                "extension",
                "-out",
                name + ".pem"));
    }

    private void openssl(List<String> request, String key, String out) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(request);
        command.addAll(NEW_KEY);
        command.addAll(List.of("-keyout", key, "-out", out));
        run(command);
    }

    private void run(List<String> command) {
        Path log = folder.resolve("openssl.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " says: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new TestAbortedException("there is no openssl to make certificates with: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
