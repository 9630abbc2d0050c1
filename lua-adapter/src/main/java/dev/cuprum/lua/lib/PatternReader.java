package dev.cuprum.lua.lib;

import org.luaj.vm2.LuaString;

/** Reads the text of a pattern into the items of a {@link Pattern}. */
final class PatternReader {

    private static final boolean[] NO_SET = {};
    private static final char ESCAPE = '%';

    final int[] kinds;
    final boolean[][] sets;
    final int[] arguments;
    final boolean anchored;
    String fault = "";
    int count;
    int captures;
    /** Whether no capture is closed that was not opened. */
    boolean balanced = true;

    private final byte[] code;
    private final int end;
    private int at;
    private int open;

    PatternReader(LuaString text, boolean anchors) {
        code = text.m_bytes;
        int stop = text.m_offset;
        while (stop < text.m_offset + text.m_length && code[stop] != 0) {
            stop++;
        }
        end = stop;
        at = text.m_offset;
        anchored = anchors && at < end && code[at] == '^';
        at += anchored ? 1 : 0;
        kinds = new int[end - at + 1];
        sets = new boolean[kinds.length][];
        arguments = new int[kinds.length];
    }

    PatternReader read() {
        while (at < end && fault.isEmpty()) {
            item();
        }
        add(fault.isEmpty() ? Pattern.DONE : Pattern.FAULT, NO_SET, 0);
        return this;
    }

    private void add(int kind, boolean[] set, int argument) {
        kinds[count] = kind;
        sets[count] = set;
        arguments[count] = argument;
        count++;
    }

    private int peek(int ahead) {
        return at + ahead < end ? code[at + ahead] & 0xff : 0;
    }

    private void item() {
        int c = peek(0);
        int next = peek(1);
        if (c == '(') {
            captures++;
            open += next == ')' ? 0 : 1;
            at += next == ')' ? 2 : 1;
            add(next == ')' ? Pattern.POSITION : Pattern.OPEN, NO_SET, 0);
        } else if (c == ')') {
            at++;
            balanced &= --open >= 0;
            add(Pattern.CLOSE, NO_SET, 0);
        } else if (c == '$' && at + 1 == end) {
            at++;
            add(Pattern.END_OF_TEXT, NO_SET, 0);
        } else if (c == ESCAPE && next == 'b') {
            balance();
        } else if (c == ESCAPE && next == 'f') {
            frontier();
        } else if (c == ESCAPE && next >= '0' && next <= '9') {
            at += 2;
            add(Pattern.BACK_REFERENCE, NO_SET, next - '1');
        } else {
            single();
        }
    }

    private void balance() {
        if (at + 4 > end) {
            fault = "unbalanced pattern";
            return;
        }
        add(Pattern.BALANCE, NO_SET, peek(2) << 8 | peek(3));
        at += 4;
    }

    private void frontier() {
        at += 2;
        if (peek(0) != '[') {
            fault = "missing '[' after '%f' in pattern";
            return;
        }
        int close = closing();
        if (close >= 0) {
            add(Pattern.FRONTIER, PatternClasses.set(code, at, close), 0);
            at = close;
        }
    }

    private void single() {
        int close = closing();
        if (close < 0) {
            return;
        }
        boolean[] set = PatternClasses.set(code, at, close);
        at = close;
        int kind =
                switch (peek(0)) {
                    case '?' -> Pattern.OPTIONAL;
                    case '*' -> Pattern.MOST;
                    case '+' -> Pattern.MOST_FROM_ONE;
                    case '-' -> Pattern.FEWEST;
                    default -> Pattern.ONE;
                };
        at += kind == Pattern.ONE ? 0 : 1;
        add(kind, set, 0);
    }

    private int closing() {
        int close = PatternClasses.end(code, at, end);
        if (close < 0) {
            fault = PatternClasses.fault(code[at]);
        }
        return close;
    }
}
