package dev.cuprum.redis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A value as RMapCache keeps it in a hash: how long it may be idle, which is forever here, the length of the text, and
 * the text. The scripts write it as {@code struct.pack('dLc0', …)}.
 */
final class Packed {

    private static final int PREFIX = Double.BYTES + Long.BYTES;

    private Packed() {}

    /**
     * The text in it.
     *
     * @throws AlteredException where it is nothing of the kind
     */
    static byte[] unpack(byte[] value) {
        if (value.length < PREFIX) {
            throw new AlteredException("it is no value of an RMapCache");
        }
        ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        double idle = buffer.getDouble();
        long length = buffer.getLong();
        if (idle != 0 || length != buffer.remaining()) {
            throw new AlteredException("it is no value of an RMapCache that stays");
        }
        byte[] text = new byte[buffer.remaining()];
        buffer.get(text);
        return text;
    }
}
