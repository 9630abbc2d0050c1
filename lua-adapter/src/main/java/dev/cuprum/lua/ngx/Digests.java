package dev.cuprum.lua.ngx;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Text;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.luaj.vm2.LuaString;

/** Digests and checksums of strings. */
final class Digests {

    /** How many bytes are digested between two looks at the budget: not compiled yet, they take half a millisecond. */
    private static final int BETWEEN_POLLS = 1024;

    private static final String SHA_1 = "SHA-1";

    /** How many bytes SHA-1 takes at once, and a key of an HMAC has. */
    private static final int BLOCK = 64;

    private static final int INNER = 0x36;
    private static final int OUTER = 0x5c;

    /** Takes some bytes of an array. */
    @FunctionalInterface
    private interface Sink {
        void update(byte[] bytes, int start, int count);
    }

    private Digests() {}

    /** The digest of a string by an algorithm that every JVM has. */
    static byte[] of(String algorithm, LuaString text) {
        MessageDigest digest = digest(algorithm);
        feed(text, digest::update);
        return digest.digest();
    }

    static byte[] hmacSha1(LuaString key, LuaString text) {
        byte[] block = key.m_length > BLOCK ? of(SHA_1, key) : Text.bytes(key);
        byte[] padded = Arrays.copyOf(block, BLOCK);
        MessageDigest digest = digest(SHA_1);
        digest.update(masked(padded, INNER));
        feed(text, digest::update);
        byte[] inner = digest.digest();
        digest.update(masked(padded, OUTER));
        return digest.digest(inner);
    }

    private static byte[] masked(byte[] key, int mask) {
        byte[] masked = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            masked[i] = (byte) (key[i] ^ mask);
        }
        return masked;
    }

    static long crc32(LuaString text) {
        CRC32 sum = new CRC32();
        feed(text, sum::update);
        return sum.getValue();
    }

    /** Bytes as hexadecimal digits, in lower case. */
    static LuaString hex(byte[] bytes) {
        return Text.lua(HexFormat.of().formatHex(bytes));
    }

    private static void feed(LuaString text, Sink sink) {
        Budget budget = LuaRun.current().budget();
        for (int done = 0; done < text.m_length; done += BETWEEN_POLLS) {
            budget.poll();
            sink.update(text.m_bytes, text.m_offset + done, Math.min(BETWEEN_POLLS, text.m_length - done));
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has " + algorithm, e);
        }
    }
}
