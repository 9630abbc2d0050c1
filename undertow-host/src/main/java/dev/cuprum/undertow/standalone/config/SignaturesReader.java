package dev.cuprum.undertow.standalone.config;

import dev.cuprum.store.SigningKey;
import dev.cuprum.store.TrustedKeys;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the keys {@code signing} and {@code trust}. */
final class SignaturesReader {

    private final Path folder;

    SignaturesReader(Path folder) {
        this.folder = folder;
    }

    Signatures signatures(Section root) {
        return new Signatures(
                root.section("signing").flatMap(this::key),
                root.words("trust", words -> TrustedKeys.parse(words, folder)));
    }

    private Optional<SigningKey> key(Section section) {
        if (!section.has("key")) {
            section.complain("key", "is missing: name the file with the key, which 'cuprum keygen' makes");
        }
        Optional<SigningKey> key =
                section.text("key", name -> SigningKey.read(folder.resolve(name).normalize()));
        section.end();
        return key;
    }
}
