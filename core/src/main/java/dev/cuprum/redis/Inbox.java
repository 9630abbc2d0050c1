package dev.cuprum.redis;

import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a follower was told and has not yet dealt with. Safe for use by any number of threads. */
final class Inbox {

    /** Whoever has so much to deal with looks instead. */
    private static final int MOST = 64;

    private static final int MOST_OWN = 8;

    /** The longest message that is kept, in bytes: no release that a message has is longer. */
    private static final int LONGEST = 128 * 1024;

    private static final byte[] LOOK = "look".getBytes(StandardCharsets.US_ASCII);

    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>(MOST);
    /** The heads that this node has published lately, the last first: what the topic says of them comes by another connection. */
    private final Deque<byte[]> own = new ConcurrentLinkedDeque<>();

    /**
     * Names a release that this node is about to publish: what the topic says of it is no news. Whoever does not get to know
     * whether it was published has this {@linkplain #forget forgotten}.
     *
     * @param released its head
     */
    void willPublish(Head released) {
        own.addFirst(released.token().getBytes(StandardCharsets.UTF_8));
        if (own.size() > MOST_OWN) {
            own.pollLast();
        }
    }

    /** Takes all that is told from now on, also of what this node has published. */
    void forget() {
        own.clear();
    }

    /** Takes what the topic says; never waits. A message that is too long is a reason to look. */
    void tell(byte[] message) {
        for (byte[] released : own) {
            if (Announcement.isOf(message, released)) {
                return;
            }
        }
        if (!messages.offer(message.length <= LONGEST ? message : LOOK)) {
            messages.clear();
            look();
        }
    }

    /** Asks for a look. */
    void look() {
        tell(LOOK);
    }

    /**
     * The next message; nothing where none comes in that time.
     *
     * @param nanos how long to wait
     */
    Optional<byte[]> next(long nanos) throws InterruptedException {
        return Optional.ofNullable(messages.poll(nanos, TimeUnit.NANOSECONDS));
    }

    /** Forgets what a look that comes now will show. */
    void clear() {
        messages.clear();
    }
}
