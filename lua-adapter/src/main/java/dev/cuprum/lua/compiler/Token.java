package dev.cuprum.lua.compiler;

import java.util.HashMap;
import java.util.Map;

/** The kinds of tokens. A character that is a token is its own kind; all others are here. */
final class Token {

    static final int AND = 256;
    static final int BREAK = 257;
    static final int DO = 258;
    static final int ELSE = 259;
    static final int ELSEIF = 260;
    static final int END = 261;
    static final int FALSE = 262;
    static final int FOR = 263;
    static final int FUNCTION = 264;
    static final int GOTO = 265;
    static final int IF = 266;
    static final int IN = 267;
    static final int LOCAL = 268;
    static final int NIL = 269;
    static final int NOT = 270;
    static final int OR = 271;
    static final int REPEAT = 272;
    static final int RETURN = 273;
    static final int THEN = 274;
    static final int TRUE = 275;
    static final int UNTIL = 276;
    static final int WHILE = 277;
    static final int CONCAT = 278;
    static final int DOTS = 279;
    static final int EQUAL = 280;
    static final int GREATER_OR_EQUAL = 281;
    static final int LESS_OR_EQUAL = 282;
    static final int NOT_EQUAL = 283;
    static final int LABEL = 284;
    static final int NUMBER = 285;
    static final int NAME = 286;
    static final int STRING = 287;
    static final int EOF = 288;

    private static final String[] TEXTS = {
        "and",
        "break",
        "do",
        "else",
        "elseif",
        "end",
        "false",
        "for",
        "function",
        "goto",
        "if",
        "in",
        "local",
        "nil",
        "not",
        "or",
        "repeat",
        "return",
        "then",
        "true",
        "until",
        "while",
        "..",
        "...",
        "==",
        ">=",
        "<=",
        "~=",
        "::",
        "<number>",
        "<name>",
        "<string>",
        "<eof>"
    };

    private static final Map<String, Integer> RESERVED = new HashMap<>();

    static {
        for (int kind = AND; kind <= WHILE; kind++) {
            RESERVED.put(TEXTS[kind - AND], kind);
        }
    }

    private Token() {}

    /** The kind of a word: a reserved one's own, or {@link #NAME}. */
    static int ofWord(String word) {
        return RESERVED.getOrDefault(word, NAME);
    }

    /** A kind as messages have it. */
    static String text(int kind) {
        if (kind >= AND) {
            return TEXTS[kind - AND];
        }
        return kind < ' ' || kind == 127 ? "char(" + kind + ")" : String.valueOf((char) kind);
    }
}
