package dev.cuprum.lua.lib;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;

/**
 * A Lua pattern, read once: a list of items. What is wrong with a pattern is an item too, as Lua complains only when a
 * match comes to it. As in LuaJIT a pattern ends at its first zero byte. Immutable.
 */
final class Pattern {

    /** What an item is. */
    enum Kind {
        /** One character of a set, or a repetition of it. */
        SINGLE,
        OPEN,
        POSITION,
        CLOSE,
        BALANCE,
        FRONTIER,
        BACK_REFERENCE,
        END_OF_TEXT,
        FAULT,
        DONE
    }

    /**
     * One item.
     *
     * @param suffix of a single character: one of {@code ?*+-}, or 0
     * @param set what a single character, or one behind a frontier, may be
     * @param literal the only character that this can begin with; -1 where there are several or none
     * @param argument two characters to balance, or the number of a capture from 0
     * @param fault what is wrong
     */
    record Item(Kind kind, char suffix, boolean[] set, int literal, int argument, String fault) {}

    private static final Known<Pattern> KNOWN = new Known<>();
    private static final boolean[] NO_SET = {};
    private static final char ESCAPE = '%';

    /** How many captures a match can have. */
    static final int MAX_CAPTURES = 32;

    final Item[] items;
    /** Whether it begins with {@code ^}, and so matches at one place only. */
    final boolean anchored;
    /** How many captures it may make. */
    final int captures;
    /** The character that every match begins with; -1 where there is no such character. */
    final int first;

    private Pattern(Item[] items, boolean anchored, int captures) {
        this.items = items;
        this.anchored = anchored;
        this.captures = Math.min(captures, MAX_CAPTURES);
        this.first = first(items);
    }

    /** The pattern that a text is. */
    static Pattern of(LuaString text) {
        Pattern known = KNOWN.get(text);
        return known != null ? known : KNOWN.add(text, new Reader(text, true).read());
    }

    /** The pattern that a text is for gmatch, which knows no anchor. */
    static Pattern withoutAnchor(LuaString text) {
        boolean begins = text.m_length > 0 && text.luaByte(0) == '^';
        return begins ? new Reader(text, false).read() : of(text);
    }

    private static Item of(Kind kind) {
        return new Item(kind, (char) 0, NO_SET, -1, 0, "");
    }

    private static Item of(Kind kind, int argument) {
        return new Item(kind, (char) 0, NO_SET, -1, argument, "");
    }

    private static Item fault(String message) {
        return new Item(Kind.FAULT, (char) 0, NO_SET, -1, 0, message);
    }

    private static final class Reader {
        private final byte[] code;
        private final int end;
        private final boolean anchored;
        private final List<Item> items = new ArrayList<>();
        private int at;
        private int captures;

        Reader(LuaString text, boolean anchors) {
            code = text.m_bytes;
            int stop = text.m_offset;
            while (stop < text.m_offset + text.m_length && code[stop] != 0) {
                stop++;
            }
            end = stop;
            at = text.m_offset;
            anchored = anchors && at < end && code[at] == '^';
            at += anchored ? 1 : 0;
        }

        Pattern read() {
            while (at < end) {
                Item item = item();
                items.add(item);
                if (item.kind == Kind.FAULT || item.kind == Kind.END_OF_TEXT) {
                    break;
                }
            }
            items.add(of(Kind.DONE));
            return new Pattern(items.toArray(Item[]::new), anchored, captures);
        }

        private int peek(int ahead) {
            return at + ahead < end ? code[at + ahead] & 0xff : 0;
        }

        private Item item() {
            int c = peek(0);
            int next = peek(1);
            if (c == '(') {
                captures++;
                at += next == ')' ? 2 : 1;
                return of(next == ')' ? Kind.POSITION : Kind.OPEN);
            } else if (c == ')') {
                at++;
                return of(Kind.CLOSE);
            } else if (c == '$' && at + 1 == end) {
                return of(Kind.END_OF_TEXT);
            } else if (c == ESCAPE && next == 'b') {
                int pair = peek(2) << 8 | peek(3);
                at += 4;
                return at > end ? fault("unbalanced pattern") : of(Kind.BALANCE, pair);
            } else if (c == ESCAPE && next == 'f') {
                at += 2;
                return frontier();
            } else if (c == ESCAPE && next >= '0' && next <= '9') {
                at += 2;
                return of(Kind.BACK_REFERENCE, next - '1');
            }
            return single();
        }

        private Item frontier() {
            if (peek(0) != '[') {
                return fault("missing '[' after '%f' in pattern");
            }
            int close = PatternClasses.end(code, at, end);
            if (close < 0) {
                return fault(PatternClasses.fault(code[at]));
            }
            Item item = new Item(Kind.FRONTIER, (char) 0, PatternClasses.set(code, at, close), -1, 0, "");
            at = close;
            return item;
        }

        private Item single() {
            int close = PatternClasses.end(code, at, end);
            if (close < 0) {
                return fault(PatternClasses.fault(code[at]));
            }
            boolean[] set = PatternClasses.set(code, at, close);
            int literal = PatternClasses.literal(code, at, close);
            at = close;
            int suffix = peek(0);
            boolean repeats = suffix == '?' || suffix == '*' || suffix == '+' || suffix == '-';
            at += repeats ? 1 : 0;
            boolean needed = !repeats || suffix == '+';
            return new Item(Kind.SINGLE, repeats ? (char) suffix : 0, set, needed ? literal : -1, 0, "");
        }
    }

    private static int first(Item[] items) {
        int captures = 0;
        for (Item item : items) {
            if (item.kind != Kind.OPEN && item.kind != Kind.POSITION) {
                return captures > MAX_CAPTURES ? -1 : item.literal;
            }
            captures++;
        }
        return -1;
    }
}
