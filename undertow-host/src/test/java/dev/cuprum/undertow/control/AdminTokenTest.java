package dev.cuprum.undertow.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminTokenTest {

    @TempDir
    private Path folder;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theFirstStartMakesOneThatOnlyTheOwnerCanRead() throws IOException {
        Path data = folder.resolve("new").resolve("data");

        AdminToken token = AdminToken.of(data, Map.of());

        assertThat(token.created()).isTrue();
        assertThat(token.value()).matches("[A-Za-z0-9_-]{43}");
        assertThat(token.file()).contains(data.resolve("token"));
        assertThat(Files.readString(data.resolve("token"))).isEqualTo(token.value() + "\n");
        assertThat(permissions(data.resolve("token"))).isEqualTo("rw-------");
        assertThat(permissions(data)).isEqualTo("rwx------");
        try (var files = Files.list(data)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void laterStartsReadIt() {
        AdminToken first = AdminToken.of(folder, Map.of());

        AdminToken second = AdminToken.of(folder, Map.of());

        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.created()).isFalse();
    }

    @Test
    void noTwoAreTheSame() {
        assertThat(AdminToken.of(folder.resolve("a"), Map.of()).value())
                .isNotEqualTo(AdminToken.of(folder.resolve("b"), Map.of()).value());
    }

    @Test
    void severalStartsAtOnceAgree() throws Exception {
        ExecutorService starts = Executors.newFixedThreadPool(8);
        try {
            List<Future<AdminToken>> tokens = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tokens.add(starts.submit(() -> AdminToken.of(folder, Map.of())));
            }
            int created = 0;
            for (Future<AdminToken> token : tokens) {
                created += token.get().created() ? 1 : 0;
                assertThat(token.get().value()).isEqualTo(tokens.get(0).get().value());
            }
            assertThat(created).isEqualTo(1);
        } finally {
            starts.shutdownNow();
        }
    }

    @Test
    void theEnvironmentComesFirst() {
        AdminToken token = AdminToken.of(folder, Map.of("CUPRUM_TOKEN", "from-the-environment"));

        assertThat(token.value()).isEqualTo("from-the-environment");
        assertThat(token.file()).isEmpty();
        assertThat(folder.resolve("token")).doesNotExist();
    }

    @Test
    void tokensThatWillNotDoAreRefused() throws IOException {
        for (String bad : new String[] {"", "  ", "short", "with spaces in it", "späteste"}) {
            assertThatThrownBy(() -> AdminToken.of(folder, Map.of("CUPRUM_TOKEN", bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CUPRUM_TOKEN")
                    .hasMessageContaining("8 or more visible ASCII characters");
        }
        Files.writeString(folder.resolve("token"), "\n");
        assertThatThrownBy(() -> AdminToken.of(folder, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder.resolve("token").toString());
    }

    @Test
    void foldersThatCannotBeMadeAreExplained() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));

        assertThatThrownBy(() -> AdminToken.of(file.resolve("data"), Map.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("set CUPRUM_TOKEN");
    }

    @Test
    void filesThatOthersCanReadStillWork() throws IOException {
        Files.writeString(folder.resolve("token"), "readable-by-all\n");
        Files.setPosixFilePermissions(folder.resolve("token"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(AdminToken.of(folder, Map.of()).value()).isEqualTo("readable-by-all");
    }

    @Test
    void itsTextDoesNotTellIt() {
        AdminToken token = AdminToken.of(folder, Map.of());

        assertThat(token.toString()).doesNotContain(token.value());
    }
}
