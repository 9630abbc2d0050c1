package dev.cuprum.lua.runtime;

import org.luaj.vm2.Prototype;

/** Where in a source an instruction comes from. */
final class Positions {

    private static final int MAX_EXCERPT = 45;

    private Positions() {}

    static int line(Prototype code, int pc) {
        int[] lines = code.lineinfo;
        return lines != null && pc >= 0 && pc < lines.length ? lines[pc] : 0;
    }

    static String chunkName(Prototype code) {
        return chunkName(code.source == null ? "=?" : code.source.tojstring());
    }

    /** The name of a chunk as messages have it: a name that begins with @ or = is one, any other is the source. */
    static String chunkName(String source) {
        if (source.startsWith("@") || source.startsWith("=")) {
            return source.substring(1);
        }
        int end = source.indexOf('\n');
        String line = end < 0 ? source : source.substring(0, end);
        boolean cut = end >= 0 || line.length() > MAX_EXCERPT;
        return "[string \"" + line.substring(0, Math.min(line.length(), MAX_EXCERPT)) + (cut ? "..." : "") + "\"]";
    }
}
