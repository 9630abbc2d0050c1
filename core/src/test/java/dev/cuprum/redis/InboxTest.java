package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
}
