package dev.cuprum.lua.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The snippets in {@code lua/corpus}: each begins with a line {@code -- ## name}; {@code [5.1]} after it asks Lua 5.1. */
final class Corpus {

    private static final List<String> FILES = List.of(
            "operators",
            "statements",
            "functions",
            "tables",
            "metatables",
            "errors",
            "base",
            "strings",
            "patterns",
            "formats",
            "libraries",
            "coroutines",
            "syntax",
            "environments",
            "platform");

    private static final Pattern HEADING = Pattern.compile("(?m)^-- ## (.+?)( \\[5\\.1])?$\\n");

    private Corpus() {}

    /** A snippet: what it is called, which original it is put to, and its code. */
    record Snippet(String name, boolean asksLua51, String code) {}

    static List<Snippet> snippets() {
        List<Snippet> snippets = new ArrayList<>();
        FILES.forEach(file -> add(file, Snippets.resource("corpus/" + file + ".lua"), snippets));
        return snippets;
    }

    private static void add(String file, String text, List<Snippet> snippets) {
        Matcher heading = HEADING.matcher(text);
        boolean found = heading.find();
        while (found) {
            String name = file + ": " + heading.group(1);
            boolean lua51 = heading.group(2) != null;
            int start = heading.end();
            found = heading.find();
            String code = text.substring(start, found ? heading.start() : text.length());
            snippets.add(new Snippet(name, lua51, code));
        }
    }
}
