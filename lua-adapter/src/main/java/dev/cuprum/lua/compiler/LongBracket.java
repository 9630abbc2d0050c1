package dev.cuprum.lua.compiler;

import org.luaj.vm2.LuaString;

/** Reads what stands between {@code [==[} and {@code ]==]}: a string or a comment. */
final class LongBracket {

    private LongBracket() {}

    /**
     * Saves a bracket and the equals signs behind it.
     *
     * @return how many signs there are, where the same bracket follows; else that number's complement
     */
    static int level(SourceText source) {
        int bracket = source.peek();
        int signs = 0;
        source.saveAndSkip();
        while (source.peek() == '=') {
            source.saveAndSkip();
            signs++;
        }
        return source.peek() == bracket ? signs : ~signs;
    }

    /** Reads a string from its second bracket on. */
    static LuaString string(SourceText source, int level) throws SourceException {
        read(source, level, "string");
        return source.saved(level + 2);
    }

    /** Skips a comment from its second bracket on. */
    static void skipComment(SourceText source, int level) throws SourceException {
        read(source, level, "comment");
    }

    private static void read(SourceText source, int level, String what) throws SourceException {
        source.saveAndSkip();
        if (source.atLineEnd()) {
            source.skipLineEnd();
        }
        for (; ; ) {
            switch (source.peek()) {
                case SourceText.END ->
                    throw new SourceException(source.line(), "unfinished long " + what + " near '<eof>'");
                case ']' -> {
                    if (level(source) == level) {
                        source.saveAndSkip();
                        return;
                    }
                }
                case '\n', '\r' -> {
                    source.save('\n');
                    source.skipLineEnd();
                }
                default -> source.saveAndSkip();
            }
        }
    }
}
