package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An expression while it is read: its text, how far it has been read, and what is known by then. */
final class Reading {

    /** What can be seen only once everything has been read. */
    @FunctionalInterface
    interface Check {
        @Nullable
        RegexSyntaxException fault();
    }

    final byte[] text;
    final Budget budget;
    final Names names = new Names();
    /** What is to be checked in the end, in the order in which PCRE would. */
    final List<Check> checks = new ArrayList<>();

    /** The groups by their numbers: of several with the same the first. */
    final Map<Integer, Node> bodies = new HashMap<>();

    /** Where the character is that is being read. */
    int at;

    int options;
    /** How many groups have been opened. */
    int groups;
    /** The largest number of a group. */
    int lastGroup;
    /** The largest number that is referred to by digits. */
    int lastReference;

    Newlines newlines = Newlines.LF;
    boolean unicodeLineBreaks = true;

    Reading(byte[] text, int options, Budget budget) {
        this.text = text;
        this.options = options;
        this.budget = budget;
    }

    /** The byte at a place; 0 behind the end. */
    int byteAt(int place) {
        return place < text.length ? text[place] & 0xff : 0;
    }

    /** The byte at a distance from the one that is being read. */
    int peek(int distance) {
        return byteAt(at + distance);
    }

    /** Whether the text goes on so at a distance. */
    boolean follows(int distance, String wanted) {
        for (int i = 0; i < wanted.length(); i++) {
            if (peek(distance + i) != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether everything has been read. */
    boolean atEnd() {
        return at >= text.length;
    }

    boolean has(RegexOption option) {
        return option.in(options);
    }

    boolean utf() {
        return RegexOption.UTF8.in(options);
    }

    boolean unicode() {
        return RegexOption.PROPERTIES.in(options);
    }

    /** The character at the place; goes to the last of its bytes. */
    int character() {
        if (!utf() || peek(0) < 0x80) {
            return peek(0);
        }
        int code = Utf8.decode(text, at, text.length);
        at = Utf8.next(text, at, text.length) - 1;
        return code;
    }

    /** A part of the text. */
    String slice(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The error that what is being read is not right. */
    RegexSyntaxException fault(String message) {
        return faultAt(message, at);
    }

    RegexSyntaxException faultAt(String message, int place) {
        return new RegexSyntaxException(message, Math.min(place, text.length));
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static boolean isWord(int c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    static boolean isSpace(int c) {
        return c >= 9 && c <= 13 || c == ' ';
    }
}
