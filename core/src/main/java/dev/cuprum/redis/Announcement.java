package dev.cuprum.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A release as the topic says it, for nodes that have what it was built on. It is verified like what is read, and spares
 * a node the reading.
 *
 * @param token the head it was built on
 * @param link the newest entry of the history it was built on
 * @param released the head of the release itself
 * @param steps what a look would have been answered
 */
record Announcement(String token, String link, String released, List<byte[]> steps) {

    /** How many texts are before the answer: the word, two heads and a link. */
    private static final int BEFORE = 4;

    /** What the answer has besides the fields of the head: its kind, their number, and the units. */
    private static final int AROUND = 3;

    /** The release that a message is; nothing where it is none, which asks for a look. */
    static Optional<Announcement> read(byte[] message) {
        List<byte[]> texts = Joined.isJoined(message) ? Joined.split(message) : List.of();
        if (texts.size() < BEFORE + AROUND || !text(texts, 0).equals("release")) {
            return Optional.empty();
        }
        List<byte[]> steps = texts.subList(BEFORE, texts.size());
        return areSteps(steps)
                ? Optional.of(new Announcement(text(texts, 1), text(texts, 2), text(texts, 3), steps))
                : Optional.empty();
    }

    /**
     * Whether a message is a release, or says that it is one, without reading all of it.
     *
     * @param released its head
     */
    static boolean isOf(byte[] message, byte[] released) {
        ByteBuffer rest = ByteBuffer.wrap(message);
        for (int texts = 1; rest.remaining() >= Integer.BYTES; texts++) {
            int length = rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                return false;
            }
            if (texts == BEFORE) {
                return rest.slice(rest.position(), length).equals(ByteBuffer.wrap(released));
            }
            rest.position(rest.position() + length);
        }
        return false;
    }

    /** Whether the fields of the head and the units are there, by turns with their names. */
    private static boolean areSteps(List<byte[]> steps) {
        byte[] units = steps.get(steps.size() - 1);
        int fields = steps.size() - AROUND;
        return text(steps, 0).equals("steps")
                && text(steps, 1).equals(Integer.toString(fields))
                && fields % 2 == 0
                && Joined.isJoined(units)
                && Joined.split(units).size() % 2 == 0;
    }

    private static String text(List<byte[]> texts, int at) {
        return new String(texts.get(at), StandardCharsets.UTF_8);
    }

    /** Whether it is what a node has that has this. */
    boolean isOf(Head head) {
        return released.equals(head.token());
    }

    /** Whether it is one step ahead of a node that has this. */
    boolean isAfter(Head head) {
        return token.equals(head.token()) && link.equals(head.link());
    }
}
