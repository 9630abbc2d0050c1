package dev.cuprum.lua.ngx;

import dev.cuprum.lua.LuaCases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Tables of snippets with what nginx makes of them; each table says how it is to be read. */
final class NgxCases {

    /** What of a snippet is looked at. */
    enum Kind {
        /** The values of an expression. */
        VALUES,
        /** What statements send. */
        BODY,
        /** What statements log. */
        LOG
    }

    /**
     * A snippet.
     *
     * @param expected what comes of it, as {@link #shown} shows it
     * @param deliberate whether it is meant to be otherwise in nginx
     */
    record Case(Kind kind, String code, String expected, boolean deliberate) {

        /** The unit: one line, which sends what the snippet gives, unless its log is what matters. */
        String unit() {
            String body = kind == Kind.VALUES ? "return all(" + code + ")" : code;
            return LuaCases.SHOW.replace('\n', ' ') + "ngx.print(show(function() " + body + " end))";
        }

        @Override
        public String toString() {
            return code;
        }
    }

    private NgxCases() {}

    /** The cases of a table, which is a resource beside this class. */
    static List<Case> load(String resource) {
        try (InputStream in = NgxCases.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no table " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.contains(" =>") && !line.startsWith("# "))
                    .map(NgxCases::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(String line) {
        boolean deliberate = line.startsWith("~");
        String text = deliberate ? line.substring(1) : line;
        Kind kind = text.startsWith("! ") ? Kind.BODY : text.startsWith("@ ") ? Kind.LOG : Kind.VALUES;
        int arrow = text.lastIndexOf(" =>");
        String code = text.substring(kind == Kind.VALUES ? 0 : 2, arrow);
        return new Case(kind, code, text.substring(arrow + 3).strip(), deliberate);
    }

    /** Bytes as the tables have them. */
    static String shown(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.chars()
                .mapToObj(
                        c -> c >= ' ' && c < 127 && c != '\\' ? String.valueOf((char) c) : String.format("\\x%02x", c))
                .collect(Collectors.joining())
                .strip();
    }
}
