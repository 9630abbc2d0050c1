package dev.cuprum.lua.regex;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Reads a class of characters in brackets. */
final class ClassParser {

    private static final String KINDS = "dDsSwWhHvV";

    private final Reading in;
    private final Escapes escapes;
    private boolean quoted;

    ClassParser(Reading in, Escapes escapes) {
        this.in = in;
        this.escapes = escapes;
    }

    /** Reads a class; the bracket that opens it is the byte that is being read, then the one that closes it. */
    CharSet read() throws RegexSyntaxException {
        quoted = false;
        boolean negated = opening();
        CharSetBuilder set = new CharSetBuilder(in.options);
        if (in.peek(0) == ']' && in.has(RegexOption.JAVASCRIPT)) {
            return set.build(negated);
        }
        do {
            if (in.atEnd()) {
                throw in.fault("missing terminating ] for character class");
            }
            in.budget.poll();
            item(set);
            in.at++;
        } while (in.peek(0) != ']' || quoted);
        return set.build(negated);
    }

    /** Goes to the first item; says whether the class is negated. */
    private boolean opening() {
        boolean negated = false;
        while (true) {
            in.at++;
            if (in.follows(0, "\\E")) {
                in.at++;
            } else if (in.follows(0, "\\Q\\E")) {
                in.at += 3;
            } else if (!negated && in.peek(0) == '^') {
                negated = true;
            } else {
                return negated;
            }
        }
    }

    private void item(CharSetBuilder set) throws RegexSyntaxException {
        if (quoted) {
            if (in.follows(0, "\\E")) {
                quoted = false;
                in.at++;
            } else {
                character(set, in.character());
            }
        } else if (in.peek(0) == '[' && posixEnd() > 0) {
            posix(set);
        } else if (in.peek(0) == '\\') {
            escape(set);
        } else {
            character(set, in.character());
        }
    }

    /** Where the name ends of a class in brackets and colons that may begin here; 0 where none does. */
    int posixEnd() {
        int terminator = in.peek(1);
        if (terminator != ':' && terminator != '.' && terminator != '=') {
            return 0;
        }
        for (int i = in.at + 2; i < in.text.length; i++) {
            int c = in.byteAt(i);
            boolean escaped = c == '\\' && (in.byteAt(i + 1) == ']' || in.byteAt(i + 1) == '\\');
            if (escaped) {
                i++;
            } else if (c == '[' && in.byteAt(i + 1) == terminator || c == ']') {
                return 0;
            } else if (c == terminator && in.byteAt(i + 1) == ']') {
                return i;
            }
        }
        return 0;
    }

    private void posix(CharSetBuilder set) throws RegexSyntaxException {
        int end = posixEnd();
        if (in.peek(1) != ':') {
            throw in.fault("POSIX collating elements are not supported");
        }
        in.at += 2;
        boolean negated = in.peek(0) == '^';
        in.at += negated ? 1 : 0;
        String name = in.slice(in.at, end);
        boolean cased = name.equals("lower") || name.equals("upper");
        IntPredicate kind = ByteClasses.posix(cased && in.has(RegexOption.CASELESS) ? "alpha" : name, in.unicode());
        if (kind == null) {
            throw in.fault("unknown POSIX class name");
        }
        add(set, kind, negated, in.unicode());
        in.at = end + 1;
    }

    private static void add(CharSetBuilder set, IntPredicate kind, boolean negated, boolean unicode) {
        if (unicode) {
            set.addAll(kind, negated);
        } else {
            set.addAscii(kind, negated);
        }
    }

    private void escape(CharSetBuilder set) throws RegexSyntaxException {
        int escape = escapes.read(true);
        if (escape >= 0) {
            character(set, escape);
            return;
        }
        switch (-escape) {
            case 'b' -> character(set, 8);
            case 'N' -> throw in.fault("\\N is not supported in a class");
            case 'Q' -> {
                quoted = !in.follows(1, "\\E");
                in.at += quoted ? 0 : 2;
            }
            case 'E' -> {}
            case 'p', 'P' -> property(set, escape == -'P');
            default -> {
                if (!kind(set, -escape, in)) {
                    letter(set, -escape);
                }
            }
        }
    }

    private void letter(CharSetBuilder set, int letter) throws RegexSyntaxException {
        if (in.has(RegexOption.EXTRA)) {
            throw in.fault("invalid escape sequence in character class");
        }
        character(set, letter);
    }

    /** Adds what one of the letters stands for that stand for a kind. */
    static boolean kind(CharSetBuilder set, int letter, Reading in) {
        if (KINDS.indexOf(letter) < 0) {
            return false;
        }
        int lower = letter | 0x20;
        IntPredicate kind = ByteClasses.ofLetter(lower, in.unicode());
        boolean unicode = in.unicode() || lower == 'h' || lower == 'v';
        add(set, kind == null ? Properties.NONE : kind, letter < 'a', unicode);
        return true;
    }

    /** Reads the name of a property and adds what has it. */
    void property(CharSetBuilder set, boolean negated) throws RegexSyntaxException {
        in.at++;
        boolean other = negated;
        String name = String.valueOf((char) in.peek(0));
        if (in.peek(0) == '{') {
            boolean not = in.peek(1) == '^';
            other ^= not;
            in.at += not ? 2 : 1;
            int start = in.at;
            while (!in.atEnd() && in.peek(0) != '}') {
                in.at++;
            }
            name = in.slice(start, Math.min(in.at, in.text.length));
        }
        if (in.atEnd()) {
            throw in.fault("malformed \\P or \\p sequence");
        }
        IntPredicate kind = Properties.of(name);
        if (kind == null) {
            throw in.fault("unknown property name after \\P or \\p");
        }
        set.addAll(kind, other);
    }

    /** Adds a character, or all up to another one where that follows behind a hyphen. */
    private void character(CharSetBuilder set, int first) throws RegexSyntaxException {
        if (!quoted && in.follows(1, "\\E")) {
            in.at += 2;
        }
        int before = in.at;
        Integer last = !quoted && in.peek(1) == '-' ? rangeEnd() : null;
        if (last == null) {
            in.at = before;
            set.add(first);
        } else if (last < first) {
            throw in.fault("range out of order in character class");
        } else {
            set.addRange(first, last);
        }
    }

    private @Nullable Integer rangeEnd() throws RegexSyntaxException {
        in.at += 2;
        while (in.follows(0, "\\E")) {
            in.at += 2;
        }
        boolean opened = false;
        while (!opened && in.follows(0, "\\Q")) {
            in.at += 2;
            opened = !in.follows(0, "\\E");
            in.at += opened ? 0 : 2;
        }
        quoted = opened;
        if (in.atEnd() || !quoted && in.peek(0) == ']') {
            quoted = false;
            return null;
        }
        if (!quoted && in.peek(0) == '[' && posixEnd() > 0) {
            throw in.fault("invalid range in character class");
        }
        return !quoted && in.peek(0) == '\\' ? escapedEnd() : Integer.valueOf(in.character());
    }

    private int escapedEnd() throws RegexSyntaxException {
        int escape = escapes.read(true);
        if (escape < 0 && escape != -'b') {
            throw in.fault("invalid range in character class");
        }
        return escape == -'b' ? 8 : escape;
    }
}
