package dev.cuprum.undertow.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.util.ETag;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CachedFileTest {

    private static final long SECOND = 1_000_000_000L;

    private static FileFacts facts(String tag) {
        return new FileFacts(Path.of("/x"), 1, Instant.EPOCH, "", new ETag(false, tag), "text/plain");
    }

    private final CachedFile file = new CachedFile(facts("a"), ByteBuffer.wrap(new byte[] {1}), 0);

    @Test
    void isCheckedByOneCallerASecond() {
        assertThat(file.claimCheck(SECOND - 1)).isFalse();
        assertThat(file.claimCheck(SECOND)).isTrue();
        assertThat(file.claimCheck(SECOND)).isFalse();
        assertThat(file.claimCheck(2 * SECOND)).isTrue();
    }

    @Test
    void isStillTheFileWhileItsTagIsTheSame() {
        assertThat(file.stillIs(facts("a"))).isTrue();
        assertThat(file.stillIs(facts("b"))).isFalse();
    }

    @Test
    void showsItsBytesToEachResponseAnew() {
        file.bytes().get();
        assertThat(file.bytes().remaining()).isEqualTo(1);
    }
}
