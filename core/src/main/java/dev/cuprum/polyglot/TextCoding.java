package dev.cuprum.polyglot;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The encodings that {@code TextDecoder} knows, by the names and labels of the Encoding standard. */
final class TextCoding {

    private static final String UTF_8 = "utf-8";
    private static final String UTF_16LE = "utf-16le";
    private static final String UTF_16BE = "utf-16be";
    private static final String LATIN_1 = "windows-1252";

    private static final char REPLACEMENT = '\uFFFD';

    /** What windows-1252 has between 0x80 and 0x9F; the rest is as in ISO 8859-1. */
    private static final String UPPER_CONTROLS =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
                    + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private TextCoding() {}

    /** The encoding of a label; null where it is not known here. */
    static @Nullable String named(String label) {
        return switch (label.strip().toLowerCase(Locale.ROOT)) {
            case "utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8" -> UTF_8;
            case "utf-16", "utf-16le", "ucs-2", "iso-10646-ucs-2", "unicode", "csunicode", "unicodefeff" -> UTF_16LE;
            case "utf-16be", "unicodefffe" -> UTF_16BE;
            case "latin1",
                    "iso-8859-1",
                    "iso8859-1",
                    "iso88591",
                    "iso_8859-1",
                    "iso_8859-1:1987",
                    "iso-ir-100",
                    "l1",
                    "ascii",
                    "us-ascii",
                    "ansi_x3.4-1968",
                    "cp819",
                    "ibm819",
                    "csisolatin1",
                    "cp1252",
                    "x-cp1252",
                    "windows-1252" -> LATIN_1;
            default -> null;
        };
    }

    /**
     * The text of bytes.
     *
     * @param fatal whether bytes that are no text make this null; they become U+FFFD otherwise
     */
    static @Nullable String decode(String encoding, byte[] octets, boolean fatal) {
        return switch (encoding) {
            case UTF_8 -> fatal ? strictUtf8(octets) : utf8(octets);
            case UTF_16LE, UTF_16BE -> utf16(octets, encoding.equals(UTF_16LE), fatal);
            default -> latin1(octets);
        };
    }

    /** The text of bytes in UTF-8; what is not UTF-8 becomes U+FFFD, as often as the Encoding standard says. */
    static String utf8(byte[] octets) {
        return new String(withoutSurrogates(octets), StandardCharsets.UTF_8);
    }

    /** Java makes one U+FFFD of a half character in UTF-8, and the standard one of each byte. */
    private static byte[] withoutSurrogates(byte[] octets) {
        byte[] clean = octets;
        for (int i = 0; i + 1 < octets.length; i++) {
            if (octets[i] == (byte) 0xED && (octets[i + 1] & 0xE0) == 0xA0) {
                clean = clean == octets ? octets.clone() : clean;
                clean[i] = (byte) 0xFF;
            }
        }
        return clean;
    }

    private static @Nullable String strictUtf8(byte[] octets) {
        try {
            return strict().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable String utf16(byte[] octets, boolean littleEndian, boolean fatal) {
        char[] text = new char[(octets.length + 1) / 2];
        boolean broken = octets.length % 2 == 1;
        for (int i = 0; i < octets.length / 2; i++) {
            int low = octets[2 * i + (littleEndian ? 0 : 1)] & 0xFF;
            text[i] = (char) ((octets[2 * i + (littleEndian ? 1 : 0)] & 0xFF) << 8 | low);
        }
        if (broken) {
            text[text.length - 1] = REPLACEMENT;
        }
        for (int i = 0; i < text.length; i++) {
            if (Character.isHighSurrogate(text[i]) && i + 1 < text.length && Character.isLowSurrogate(text[i + 1])) {
                i++;
            } else if (Character.isSurrogate(text[i])) {
                broken = true;
                text[i] = REPLACEMENT;
            }
        }
        return broken && fatal ? null : new String(text);
    }

    private static String latin1(byte[] octets) {
        char[] text = new char[octets.length];
        for (int i = 0; i < octets.length; i++) {
            int octet = octets[i] & 0xFF;
            text[i] = octet >= 0x80 && octet < 0xA0 ? UPPER_CONTROLS.charAt(octet - 0x80) : (char) octet;
        }
        return new String(text);
    }

    private static CharsetDecoder strict() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** How many of the last bytes are the beginning of a character that may be finished by bytes to come. */
    static int unfinished(String encoding, byte[] octets) {
        return switch (encoding) {
            case UTF_8 -> unfinishedUtf8(octets);
            case UTF_16LE, UTF_16BE -> unfinishedUnits(octets, encoding.equals(UTF_16LE));
            default -> 0;
        };
    }

    private static int unfinishedUtf8(byte[] octets) {
        int first = octets.length - 1;
        while (first >= 0 && first > octets.length - 3 && (octets[first] & 0xC0) == 0x80) {
            first--;
        }
        if (first < 0) {
            return 0;
        }
        int left = octets.length - first;
        ByteBuffer tail = ByteBuffer.wrap(octets, first, left);
        boolean broken = strict().decode(tail, CharBuffer.allocate(left), false).isError();
        return broken ? 0 : tail.remaining();
    }

    private static int unfinishedUnits(byte[] octets, boolean littleEndian) {
        int odd = octets.length % 2;
        int last = octets.length - odd - 2;
        if (last < 0) {
            return odd;
        }
        int high = octets[littleEndian ? last + 1 : last] & 0xFC;
        return high == 0xD8 ? odd + 2 : odd;
    }
}
