package dev.cuprum.redis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Texts in one, each after its length, as the scripts join them with {@code struct.pack('>I4', …)}. */
final class Joined {

    private Joined() {}

    /** Whether these are texts and their lengths. */
    static boolean isJoined(byte[] joined) {
        ByteBuffer buffer = ByteBuffer.wrap(joined);
        while (buffer.remaining() >= Integer.BYTES) {
            int length = buffer.getInt();
            if (length < 0 || length > buffer.remaining()) {
                return false;
            }
            buffer.position(buffer.position() + length);
        }
        return !buffer.hasRemaining();
    }

    /** The texts. */
    static List<byte[]> split(byte[] joined) {
        List<byte[]> texts = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(joined);
        while (buffer.hasRemaining()) {
            byte[] text = new byte[buffer.getInt()];
            buffer.get(text);
            texts.add(text);
        }
        return texts;
    }
}
