package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Text;
import java.util.Arrays;
import java.util.Base64;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Base64 by one of its alphabets. */
final class Base64Text {

    /** By the alphabet with plus and slash. */
    static final Base64Text STANDARD = new Base64Text(Base64.getEncoder(), "+/");

    /** By the alphabet for URLs and names of files. */
    static final Base64Text URL = new Base64Text(Base64.getUrlEncoder(), "-_");

    private static final int GROUP = 4;

    private final Base64.Encoder encoder;

    /** What each byte stands for; -1 where it is not in the alphabet. */
    private final byte[] bits = new byte[256];

    private Base64Text(Base64.Encoder encoder, String lastLetters) {
        this.encoder = encoder;
        Arrays.fill(bits, (byte) -1);
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + lastLetters;
        for (int i = 0; i < letters.length(); i++) {
            bits[letters.charAt(i)] = (byte) i;
        }
    }

    LuaString encode(LuaString text, boolean padded) {
        LuaRun.current().budget().reserve(2L * text.m_length);
        return Text.string((padded ? encoder : encoder.withoutPadding()).encode(Text.bytes(text)));
    }

    /**
     * Reads as nginx does: up to the first equals sign, however many there should be.
     *
     * @param lenient whether bytes that are not in the alphabet are passed over
     * @return nil where it is no base64
     */
    LuaValue decode(LuaString text, boolean lenient) {
        ByteBuilder decoded = new ByteBuilder(LuaRun.current().budget(), text.m_length);
        int pending = 0;
        int digits = 0;
        for (int i = 0; i < text.m_length && text.luaByte(i) != '='; i++) {
            int six = bits[text.luaByte(i)];
            if (six >= 0) {
                pending = pending << 6 | six;
                digits++;
                if (digits % GROUP != 1) {
                    decoded.add(pending >> (GROUP - 1 - (digits - 1) % GROUP) * 2);
                }
            } else if (!lenient) {
                return LuaValue.NIL;
            }
        }
        return digits % GROUP == 1 ? LuaValue.NIL : decoded.string();
    }
}
