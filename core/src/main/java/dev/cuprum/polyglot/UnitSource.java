package dev.cuprum.polyglot;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.polyglot.ModuleScanner.Kind;

/**
 * The source of a unit, made into a module whose export runs the unit's statements and returns its function: so that an
 * execution begins with constants and variables of its own. Each line stays the line it is.
 *
 * @param text the module
 * @param before how many characters stand before the unit's own in the first line
 */
record UnitSource(String text, int before) {

    private static final String EXPORT = "export";
    private static final String DEFAULT = "default";

    /** What holds the function. As long as {@link #DEFAULT}, whose place it takes. */
    private static final String HELD = "$unit =";

    private static final String HEAD = "export default function(){";
    private static final String WAY_OUT =
            "a unit is one module with one export: export default ({ request, respond }) => { … }";

    /**
     * Makes the module of a source that has been parsed as one, and has no {@linkplain ImportCalls calls of import}.
     *
     * @throws CompilationException where it does not export one function and nothing else
     */
    static UnitSource of(String code) throws CompilationException {
        ModuleScanner scanner = new ModuleScanner(code);
        UnitSource found = null;
        do {
            scanner.next();
            if (scanner.depth() > 0) {
                continue;
            }
            if (scanner.isKeyword("import")) {
                throw refusal(code, scanner.start(), "a unit has no imports; put what it needs into it");
            }
            if (scanner.isKeyword(EXPORT)) {
                if (found != null) {
                    throw refusal(code, scanner.start(), "there is more than one export; " + WAY_OUT);
                }
                found = exported(code, scanner);
            }
        } while (scanner.kind() != Kind.END);
        if (found == null) {
            throw new CompilationException(0, "it exports nothing; " + WAY_OUT);
        }
        return found;
    }

    private static UnitSource exported(String code, ModuleScanner scanner) throws CompilationException {
        int export = scanner.start();
        scanner.next();
        if (!scanner.isKeyword(DEFAULT)) {
            throw refusal(code, export, "it exports something by name; " + WAY_OUT);
        }
        int standard = scanner.start();
        String cleared = code.substring(0, export)
                + " ".repeat(EXPORT.length())
                + code.substring(export + EXPORT.length(), standard);
        int behind = scanner.end();
        scanner.next();
        boolean waits = scanner.isKeyword("async");
        if (waits) {
            int end = scanner.end();
            ModuleScanner ahead = new ModuleScanner(code.substring(end));
            ahead.next();
            if (ahead.isKeyword("function")) {
                scanner.next();
            }
        }
        if (scanner.isKeyword("function")) {
            return declared(code, scanner, cleared, behind);
        }
        if (scanner.isKeyword("class")
                || scanner.isPunctuator('{')
                || scanner.isPunctuator('[')
                || scanner.kind() == Kind.NUMBER
                || (scanner.kind() == Kind.LITERAL)) {
            throw refusal(code, scanner.start(), "what it exports is no function; " + WAY_OUT);
        }
        String head = HEAD + "let $unit;";
        return new UnitSource(head + cleared + HELD + code.substring(behind) + "\n;return $unit}", head.length());
    }

    /** A function that is declared by the export itself. */
    private static UnitSource declared(String code, ModuleScanner scanner, String cleared, int behind)
            throws CompilationException {
        int end = scanner.end();
        scanner.next();
        if (scanner.isPunctuator('*')) {
            throw refusal(code, scanner.start(), "what it exports is a generator, not a plain function; " + WAY_OUT);
        }
        String blanks = cleared + " ".repeat(DEFAULT.length());
        if (scanner.kind() == Kind.WORD) {
            return new UnitSource(
                    HEAD + blanks + code.substring(behind) + "\n;return " + scanner.text() + "}", HEAD.length());
        }
        // The blanks of "default" make room for the name: the columns behind it stay.
        String name = "$unit";
        int room = blanks.length() - name.length() - 1;
        return new UnitSource(
                HEAD + blanks.substring(0, room) + code.substring(behind, end) + " " + name + code.substring(end)
                        + "\n;return " + name + "}",
                HEAD.length());
    }

    /** Why a source is none of a unit, with the place. */
    static CompilationException refusal(String code, int at, String message) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < at; i++) {
            char c = code.charAt(i);
            if (c == '\n' || (c == '\r' && code.charAt(i + 1) != '\n')) {
                line++;
                lineStart = i + 1;
            }
        }
        return new CompilationException(line, "column " + (at - lineStart + 1) + ": " + message);
    }
}
