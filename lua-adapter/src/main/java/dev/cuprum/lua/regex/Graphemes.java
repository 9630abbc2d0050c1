package dev.cuprum.lua.regex;

/** What people take for one character: a character with what is put on it. */
final class Graphemes {

    private static final int JOINER = 0x200d;
    private static final int NON_JOINER = 0x200c;

    private enum Kind {
        CR,
        LF,
        CONTROL,
        EXTEND,
        SPACING,
        LEADING,
        VOWEL,
        TRAILING,
        SYLLABLE_WITHOUT_TAIL,
        SYLLABLE,
        FLAG,
        OTHER
    }

    private Graphemes() {}

    /** Where the one ends that begins at a place. */
    static int after(byte[] subject, int place, int end, boolean utf) {
        int at = place;
        Kind left = kind(code(subject, at, end, utf));
        at = utf ? Utf8.next(subject, at, end) : at + 1;
        while (at < end) {
            Kind right = kind(code(subject, at, end, utf));
            if (!joins(left, right)) {
                break;
            }
            left = right;
            at = utf ? Utf8.next(subject, at, end) : at + 1;
        }
        return at;
    }

    private static int code(byte[] subject, int at, int end, boolean utf) {
        return utf ? Utf8.decode(subject, at, end) : subject[at] & 0xff;
    }

    private static boolean joins(Kind left, Kind right) {
        if (left == Kind.CR || left == Kind.LF || left == Kind.CONTROL) {
            return left == Kind.CR && right == Kind.LF;
        }
        return switch (right) {
            case EXTEND, SPACING -> true;
            case LEADING, SYLLABLE_WITHOUT_TAIL, SYLLABLE -> left == Kind.LEADING;
            case VOWEL -> left == Kind.LEADING || left == Kind.VOWEL || left == Kind.SYLLABLE_WITHOUT_TAIL;
            case TRAILING ->
                left == Kind.VOWEL
                        || left == Kind.TRAILING
                        || left == Kind.SYLLABLE
                        || left == Kind.SYLLABLE_WITHOUT_TAIL;
            case FLAG -> left == Kind.FLAG;
            default -> false;
        };
    }

    private static Kind kind(int code) {
        if (code == '\r' || code == '\n') {
            return code == '\r' ? Kind.CR : Kind.LF;
        }
        if (code >= 0x1100 && code <= 0xd7fb) {
            Kind hangul = hangul(code);
            if (hangul != Kind.OTHER) {
                return hangul;
            }
        }
        if (code >= 0x1f1e6 && code <= 0x1f1ff) {
            return Kind.FLAG;
        }
        if (code == JOINER || code == NON_JOINER) {
            return Kind.EXTEND;
        }
        return switch (Character.getType(code)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> Kind.EXTEND;
            case Character.COMBINING_SPACING_MARK -> Kind.SPACING;
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> Kind.CONTROL;
            default -> Kind.OTHER;
        };
    }

    private static Kind hangul(int code) {
        if (code <= 0x115f || code >= 0xa960 && code <= 0xa97c) {
            return Kind.LEADING;
        }
        if (code <= 0x11a7 || code >= 0xd7b0 && code <= 0xd7c6) {
            return Kind.VOWEL;
        }
        if (code <= 0x11ff || code >= 0xd7cb) {
            return Kind.TRAILING;
        }
        if (code >= 0xac00 && code <= 0xd7a3) {
            return (code - 0xac00) % 28 == 0 ? Kind.SYLLABLE_WITHOUT_TAIL : Kind.SYLLABLE;
        }
        return Kind.OTHER;
    }
}
