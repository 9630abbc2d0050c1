package dev.cuprum.lua.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers what the compiler read last, as its messages do not say at which word it stumbled. The compiler is one word
 * ahead of what it has understood, and one character ahead of that word: a space is put after the end, so that even the
 * last word has a character behind it.
 */
final class LastToken extends InputStream {

    private static final int KEPT = 80;
    private static final Pattern LAST_WORD =
            Pattern.compile("(\\w+|[=~<>]=|\\.{2,3}|::|\\S)$", Pattern.UNICODE_CHARACTER_CLASS);

    private final InputStream source;
    private final byte[] last = new byte[KEPT];
    private int count;
    private boolean spaceGiven;
    private boolean ended;

    LastToken(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        int next = source.read();
        if (next < 0 && !spaceGiven) {
            spaceGiven = true;
            next = ' ';
        }
        if (next < 0) {
            ended = true;
        } else {
            last[count++ % KEPT] = (byte) next;
        }
        return next;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        int next = length == 0 ? 0 : read();
        if (length > 0 && next >= 0) {
            into[start] = (byte) next;
            return 1;
        }
        return next;
    }

    /** The word at which the compiler is. */
    String word() {
        if (ended) {
            return "<eof>";
        }
        int length = Math.min(Math.max(0, count - 1), KEPT - 1);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = last[(count - 1 - length + i) % KEPT];
        }
        Matcher matcher = LAST_WORD.matcher(new String(text, StandardCharsets.UTF_8).stripTrailing());
        return matcher.find() ? matcher.group() : "<start>";
    }
}
