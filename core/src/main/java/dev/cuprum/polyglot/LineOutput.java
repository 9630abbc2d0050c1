package dev.cuprum.polyglot;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Gives what is written to somebody line by line, the last line when it is flushed. Used by one thread. */
final class LineOutput extends OutputStream {

    /** So many bytes at most are one line. */
    private static final int LONGEST = 8_192;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineOutput(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void write(int octet) {
        if (octet == '\n') {
            end();
            return;
        }
        line.write(octet);
        if (line.size() >= LONGEST) {
            end();
        }
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text);
    }

    @Override
    public void flush() {
        if (line.size() > 0) {
            end();
        }
    }
}
