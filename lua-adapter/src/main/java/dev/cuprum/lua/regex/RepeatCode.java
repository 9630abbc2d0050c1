package dev.cuprum.lua.regex;

import dev.cuprum.lua.regex.Node.Greed;
import org.jspecify.annotations.Nullable;

/** Writes the code of what is repeated. */
final class RepeatCode {

    /** A body that is repeated a few times is written so often, as long as it has no more than so many numbers in all. */
    private static final int UNROLLED = 160;

    /** The same where the longest match is searched, which cannot count. */
    private static final int UNROLLED_LONGEST = 20_000;

    private final Compiler compiler;
    private final Assembler out;
    /** Whether a place in the program and one in the subject are all there is to know of an attempt. */
    boolean memorable = true;

    RepeatCode(Compiler compiler) {
        this.compiler = compiler;
        this.out = compiler.out;
    }

    void write(Node.Repeat repeat, boolean[] follow) throws RegexTooLargeException {
        CharSet set = single(repeat.body());
        if (repeat.max() == 0) {
            return;
        }
        if (repeat.min() == 1 && repeat.max() == 1) {
            if (repeat.greed() == Greed.POSSESSIVE) {
                compiler.write(new Node.Atomic(repeat.body()), follow);
            } else {
                compiler.write(repeat.body(), follow);
            }
        } else if (set != null) {
            characters(set, repeat, follow);
        } else {
            group(repeat, follow);
        }
    }

    private @Nullable CharSet single(Node body) {
        if (body instanceof Node.One one) {
            return one.set();
        }
        if (body instanceof Node.RawByte && !(compiler.longest && compiler.utf)) {
            return CharSet.ANY_BYTE;
        }
        if (body instanceof Node.Literal literal) {
            int utf = compiler.utf ? RegexOption.UTF8.bit() : 0;
            byte[] bytes = literal.bytes();
            int code = compiler.utf ? Utf8.decode(bytes, 0, bytes.length) : bytes[0] & 0xff;
            return new CharSetBuilder(utf).add(code).build(false);
        }
        return null;
    }

    /** Writes a group that is nothing but such a repetition, where that leaves nothing to come back to. */
    boolean captured(Node.Repeat repeat, int slot, boolean[] follow) throws RegexTooLargeException {
        CharSet set = single(repeat.body());
        if (set == null || !set.isBytes() || !alone(set, repeat, follow)) {
            return false;
        }
        out.emit(Op.CAPTURED, out.set(set.first), repeat.min(), repeat.max(), slot);
        return true;
    }

    private static boolean alone(CharSet set, Node.Repeat repeat, boolean[] follow) {
        return repeat.greed() == Greed.POSSESSIVE
                || repeat.min() == repeat.max()
                || FirstSets.disjoint(set.first, follow);
    }

    private void characters(CharSet set, Node.Repeat repeat, boolean[] follow) throws RegexTooLargeException {
        Greed greed = alone(set, repeat, follow) ? Greed.POSSESSIVE : repeat.greed();
        if (!set.isBytes()) {
            int kind = greed == Greed.POSSESSIVE ? 0 : greed == Greed.GREEDY ? 1 : 2;
            int resume = greed == Greed.LAZY ? Op.WIDE_LAZY_RESUME : Op.WIDE_GREEDY_RESUME;
            out.emit(Op.WIDE, out.wideSet(set), repeat.min(), repeat.max(), kind, out.set(follow), resume);
            return;
        }
        int number = out.set(set.first);
        switch (greed) {
            case POSSESSIVE -> out.emit(Op.POSSESSIVE, number, repeat.min(), repeat.max());
            case GREEDY -> out.emit(Op.GREEDY, number, repeat.min(), repeat.max(), out.set(follow), Op.GREEDY_RESUME);
            case LAZY -> out.emit(Op.LAZY, number, repeat.min(), repeat.max(), out.set(follow), Op.LAZY_RESUME);
        }
    }

    private void group(Node.Repeat repeat, boolean[] follow) throws RegexTooLargeException {
        if (repeat.greed() == Greed.POSSESSIVE) {
            Node greedy = new Node.Repeat(repeat.body(), repeat.min(), repeat.max(), Greed.GREEDY);
            compiler.write(new Node.Atomic(greedy), follow);
            return;
        }
        Scope scope = compiler.scope;
        boolean spine = scope.spine;
        boolean loop = scope.loop;
        scope.spine = false;
        scope.loop = true;
        boolean unlimited = repeat.max() == Node.UNLIMITED;
        boolean[] begin = compiler.firsts.of(repeat.body(), FirstSets.ALL);
        boolean[] again = unlimited || repeat.max() > 1 ? FirstSets.union(begin, follow) : follow;
        int copies = unlimited ? repeat.min() : repeat.max();
        if (copies <= 1 || (long) size(repeat.body()) * copies <= most()) {
            unrolled(repeat, again, follow);
        } else {
            counted(repeat, again);
        }
        scope.spine = spine;
        scope.loop = loop;
    }

    private int most() {
        return compiler.longest ? UNROLLED_LONGEST : UNROLLED;
    }

    /** About how many numbers the code of a node has. */
    private static int size(Node node) {
        int[] size = {0};
        Nodes.all(node, part -> size[0] += part instanceof Node.Sequence ? 0 : part instanceof Node.Repeat ? 12 : 5);
        Nodes.all(node, part -> {
            if (part instanceof Node.Repeat repeat && repeat.min() != 0 && repeat.min() != 1) {
                size[0] += 40;
            }
        });
        return size[0];
    }

    private void unrolled(Node.Repeat repeat, boolean[] again, boolean[] follow) throws RegexTooLargeException {
        boolean unlimited = repeat.max() == Node.UNLIMITED;
        int before = unlimited ? repeat.min() - 1 : repeat.min();
        for (int i = 0; i < before; i++) {
            boolean last = !unlimited && i == repeat.max() - 1;
            compiler.write(repeat.body(), last ? follow : again);
        }
        if (unlimited) {
            endless(repeat, again, follow);
        } else {
            optional(repeat, again, follow);
        }
    }

    /** As many as there may be beyond the least, each within the one before it. */
    private void optional(Node.Repeat repeat, boolean[] again, boolean[] follow) throws RegexTooLargeException {
        int count = repeat.max() - repeat.min();
        int[] exits = new int[count];
        for (int i = 0; i < count; i++) {
            boolean[] next = i == count - 1 ? follow : again;
            exits[i] = fork(repeat, next, follow);
            compiler.write(repeat.body(), next);
        }
        for (int exit : exits) {
            out.patch(exit);
        }
    }

    /** Chooses between the body, which follows, and the exit; says where the address of the exit belongs. */
    private int fork(Node.Repeat repeat, boolean[] next, boolean[] follow) throws RegexTooLargeException {
        boolean lazy = repeat.greed() == Greed.LAZY;
        boolean[] body = compiler.firsts.of(repeat.body(), next);
        int[] masks = new int[FirstSets.SIZE];
        for (int b = 0; b < FirstSets.SIZE; b++) {
            masks[b] = (body[b] ? lazy ? 2 : 1 : 0) | (follow[b] ? lazy ? 1 : 2 : 0);
        }
        out.emit(Op.ALT, out.masks(masks), Op.ALT_RESUME, 0, 0);
        int first = out.here() - 2;
        int inside = lazy ? first + 1 : first;
        out.patch(inside);
        return lazy ? first : first + 1;
    }

    private void endless(Node.Repeat repeat, boolean[] again, boolean[] follow) throws RegexTooLargeException {
        boolean nullable = Lengths.couldBeEmpty(repeat.body());
        int slot = nullable ? out.slot() : -1;
        if (repeat.min() > 0) {
            // The body comes first, then the choice to come again.
            int top = out.here();
            body(repeat.body(), slot, again);
            int empty = nullable ? emptyExit(slot) : -1;
            int exit = fork(repeat, again, follow);
            out.patch(out.emit(Op.JUMP, 0), top);
            leave(exit, empty);
            return;
        }
        int top = out.here();
        int exit = fork(repeat, again, follow);
        body(repeat.body(), slot, again);
        int empty = nullable ? emptyExit(slot) : -1;
        out.patch(out.emit(Op.JUMP, 0), top);
        leave(exit, empty);
    }

    private void leave(int exit, int empty) {
        out.patch(exit);
        if (empty >= 0) {
            out.patch(empty);
        }
    }

    private void body(Node body, int slot, boolean[] again) throws RegexTooLargeException {
        if (slot >= 0) {
            out.emit(Op.NOTE_UNDO, slot);
        }
        compiler.write(body, again);
    }

    private int emptyExit(int slot) throws RegexTooLargeException {
        return out.emit(Op.IF_EMPTY, slot, 0);
    }

    private void counted(Node.Repeat repeat, boolean[] again) throws RegexTooLargeException {
        memorable = false;
        boolean unlimited = repeat.max() == Node.UNLIMITED;
        boolean nullable = unlimited && Lengths.couldBeEmpty(repeat.body());
        int counter = out.slot();
        int slot = nullable ? out.slot() : -1;
        out.emit(Op.ASSIGN, counter, 0);
        int top = out.here();
        boolean lazy = repeat.greed() == Greed.LAZY;
        out.emit(Op.COUNT, counter, repeat.min(), repeat.max(), 0, lazy ? 1 : 0);
        int exit = out.here() - 2;
        out.emit(Op.COUNT_BODY, counter);
        body(repeat.body(), slot, again);
        int empty = -1;
        if (nullable) {
            // Only from the least number of turns on is a turn that matches nothing the last one.
            empty = out.emit(Op.UNTIL_EMPTY, slot, counter, repeat.min(), 0);
        }
        out.patch(out.emit(Op.JUMP, 0), top);
        leave(exit, empty);
    }
}
