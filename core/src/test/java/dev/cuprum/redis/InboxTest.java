package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InboxTest {

    private static final byte[] LOOK = "look".getBytes(StandardCharsets.US_ASCII);

    private final Inbox inbox = new Inbox();

    @Test
    void keepsMessagesInTheirOrder() throws InterruptedException {
        byte[] first = new byte[128 * 1024];
        byte[] second = {1};

        inbox.tell(first);
        inbox.tell(second);

        assertThat(inbox.next(1)).containsSame(first);
        assertThat(inbox.next(1)).containsSame(second);
        assertThat(inbox.next(1)).isEmpty();
    }

    @Test
    void messageThatIsTooLongIsAReasonToLook() throws InterruptedException {
        inbox.tell(new byte[128 * 1024 + 1]);

        assertThat(inbox.next(1)).contains(LOOK);
    }

    @Test
    void tooManyMessagesAreAReasonToLook() throws InterruptedException {
        for (int i = 0; i <= 64; i++) {
            inbox.tell(new byte[1]);
        }

        assertThat(inbox.next(1)).contains(LOOK);
        assertThat(inbox.next(1)).isEmpty();
    }

    @Test
    void forgetsWhatThisNodePublishes() throws InterruptedException {
        Head own = Head.NONE.of(Digests.NONE);
        Head other = new Head("0".repeat(32), List.of(), 2, "", Instant.EPOCH, "", Optional.empty(), "", "")
                .of(Digests.NONE);
        inbox.willPublish(other);
        inbox.willPublish(own);
        inbox.forget();
        inbox.willPublish(other);

        inbox.tell(release(other));
        inbox.tell(release(own));
        inbox.tell(LOOK);

        assertThat(inbox.next(1)).contains(release(own));
        assertThat(inbox.next(1)).contains(LOOK);
        assertThat(inbox.next(1)).isEmpty();
    }

    private static byte[] release(Head head) {
        List<String> texts = List.of("release", "before", "link", head.token(), "steps", "0", "");
        ByteBuffer message = ByteBuffer.allocate(1_000);
        for (String text : texts) {
            message.putInt(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        }
        return Arrays.copyOf(message.array(), message.position());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\0", "\0\0\0\7release", "\0\0\0\7release\0\0\0\0\0\0\0\0\0\0\0\11", "\377\377\377\377"})
    void keepsWhatIsNoReleaseThoughThisNodePublishes(String text) throws InterruptedException {
        byte[] message = text.getBytes(StandardCharsets.ISO_8859_1);
        inbox.willPublish(Head.NONE);

        inbox.tell(message);

        assertThat(inbox.next(1)).containsSame(message);
    }
}
