package dev.cuprum.undertow.standalone.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the section {@code tls}. */
final class TlsReader {

    private final Path folder;

    TlsReader(Path folder) {
        this.folder = folder;
    }

    Optional<Tls> tls(Section section) {
        Address listen = section.text("listen", Address::parse).orElse(new Address("127.0.0.1", 8443));
        Optional<Path> keyStore = section.text("keyStore", this::file);
        if (!section.has("keyStore")) {
            section.complain("keyStore", "is missing: TLS needs a PKCS #12 file with the key and its certificates");
        }
        Optional<String> password = section.text("password");
        Optional<String> fromFile = section.text("passwordFile", this::file).flatMap(file -> content(section, file));
        if (section.has("password") && section.has("passwordFile")) {
            section.complain("passwordFile", "stands beside password; keep one of the two");
        } else if (!section.has("password") && !section.has("passwordFile")) {
            section.complain(
                    "passwordFile", "is missing: name the file with the key store's password, or write password");
        }
        section.end();
        Optional<String> secret = password.or(() -> fromFile);
        keyStore.ifPresent(file -> secret.ifPresent(word -> check(section, file, word)));
        return keyStore.flatMap(file -> secret.map(word -> new Tls(listen, file, word)));
    }

    private void check(Section section, Path keyStore, String password) {
        try {
            KeyStores.context(keyStore, password);
        } catch (IllegalArgumentException e) {
            section.complain("keyStore", String.valueOf(e.getMessage()));
        }
    }

    private Path file(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file);
        }
        return file;
    }

    private Optional<String> content(Section section, Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            section.complain("passwordFile", "cannot be read: " + e);
            return Optional.empty();
        }
    }
}
