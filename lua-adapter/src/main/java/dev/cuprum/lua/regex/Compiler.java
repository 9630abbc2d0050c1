package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.regex.Node.Verb;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a program of an expression. Each node is written with what is known of the bytes that may follow it, so that most
 * repetitions and choices leave nothing behind to come back to. Groups that are called are written once more, as procedures.
 */
final class Compiler {

    final Reading in;
    private final Node root;
    final Assembler out;
    final FirstSets firsts;
    final boolean utf;
    final boolean longest;
    private final GroupCode groupCode;
    private final RepeatCode repeatCode;
    /** Whether something directs backtracking, and so sees what is not tried. */
    private final boolean directed;
    /** Whether something may see what a group had before. */
    private final boolean looksBack;

    Scope scope;

    private final Map<Integer, List<Integer>> calls = new HashMap<>();
    private final ArrayDeque<Integer> wanted = new ArrayDeque<>();
    private final Map<Integer, Integer> procedureAt = new HashMap<>();
    private final Map<Integer, Integer> begins = new HashMap<>();

    private Compiler(Reading in, Node root, Budget budget) {
        this.in = in;
        this.root = root;
        this.utf = in.utf();
        this.longest = in.has(RegexOption.LONGEST);
        this.out = new Assembler(budget, 2 * in.lastGroup + 2);
        this.directed = Nodes.any(root, node -> node instanceof Node.Directive d && d.verb() != Verb.FAIL);
        this.firsts = new FirstSets(in.newlines, directed || longest && refuses(root));
        this.looksBack = Nodes.any(
                root,
                node -> node instanceof Node.Reference
                        || node instanceof Node.Call
                        || node instanceof Node.Conditional
                        || node instanceof Node.Directive);
        this.groupCode = new GroupCode(this);
        this.repeatCode = new RepeatCode(this);
        this.scope = new Scope(Scope.Ends.MATCH, !looksBack, false);
    }

    /** Whether it has what gives up where the longest match is searched, and so sees what is not tried. */
    private static boolean refuses(Node root) {
        return Nodes.any(
                root,
                node -> node instanceof Node.Reference
                        || node instanceof Node.Restart
                        || node instanceof Node.Directive
                        || node instanceof Node.Conditional
                        || node instanceof Node.RawByte);
    }

    static Program compile(Reading in, Node root, Budget budget, boolean searched) throws RegexTooLargeException {
        return new Compiler(in, root, budget).program(searched);
    }

    private Program program(boolean searched) throws RegexTooLargeException {
        out.emit(Op.NO_MATCH, Op.CALL_AGAIN);
        int start = out.here();
        write(root, FirstSets.ALL);
        out.emit(Op.MATCH);
        procedures();
        return new Program(
                out.code(),
                start,
                out.slots(),
                in.lastGroup,
                out.pool(),
                out.sets(),
                out.wideSets(),
                out.masks(),
                out.groups(),
                out.names(),
                in.unicode() ? Properties.WORD : ByteClasses.WORD,
                in.newlines,
                utf,
                in.has(RegexOption.JAVASCRIPT),
                longest,
                repeatCode.memorable,
                Beginning.of(root, in, new FirstSets(in.newlines, directed), directed, searched));
    }

    private void procedures() throws RegexTooLargeException {
        while (!wanted.isEmpty()) {
            int group = wanted.remove();
            int address = out.here();
            for (int hole : calls.getOrDefault(group, List.of())) {
                out.patch(hole, address);
            }
            procedureAt.put(group, address);
            scope = new Scope(Scope.Ends.CALL, false, true);
            write(group == 0 ? root : in.bodies.getOrDefault(group, Node.EMPTY), FirstSets.ALL);
            out.emit(Op.RETURN);
        }
    }

    /** Leaves a place for the address of the procedure of a group, or fills it. */
    void callee(int hole, int group) {
        Integer known = procedureAt.get(group);
        if (known != null) {
            out.patch(hole, known);
            return;
        }
        if (!calls.containsKey(group)) {
            wanted.add(group);
        }
        calls.computeIfAbsent(group, key -> new ArrayList<>()).add(hole);
    }

    /** Where a group notes its begin. */
    int begin(int group) {
        return begins.computeIfAbsent(group, key -> out.slot());
    }

    int[] numbers(Node.Groups groups) {
        return groups.numbers(in.names);
    }

    boolean javascript() {
        return in.has(RegexOption.JAVASCRIPT);
    }

    /** Writes a node that is followed by something that begins so. */
    void write(Node node, boolean[] follow) throws RegexTooLargeException {
        if (node instanceof Node.Sequence sequence) {
            sequence(sequence, follow);
        } else if (node instanceof Node.Literal literal) {
            bytes(literal.bytes());
        } else if (node instanceof Node.Letters letters) {
            out.emit(Op.CASELESS, out.pool(letters.lower()), letters.lower().length);
        } else if (node instanceof Node.One one) {
            one(one.set());
        } else if (node instanceof Node.RawByte) {
            rawByte();
        } else if (node instanceof Node.Repeat repeat) {
            repeatCode.write(repeat, follow);
        } else if (node instanceof Node.Place place) {
            out.emit(Op.SUBJECT_START + at(place.at()));
        } else if (node instanceof Node.LineBreak lineBreak) {
            out.emit(Op.LINE_BREAK, lineBreak.unicode() ? 1 : 0);
        } else if (node instanceof Node.Grapheme) {
            out.emit(Op.GRAPHEME);
        } else {
            groupCode.write(node, follow);
        }
    }

    private static int at(Node.At at) {
        return switch (at) {
            case SUBJECT_START -> 0;
            case SUBJECT_END -> 1;
            case LAST_LINE_END -> 2;
            case MATCH_START -> 3;
            case LINE_START -> 4;
            case LINE_END -> 5;
            case WORD_EDGE -> 6;
            case NO_WORD_EDGE -> 7;
        };
    }

    private void rawByte() throws RegexTooLargeException {
        if (longest && utf) {
            out.emit(Op.REFUSE, Status.UNSUPPORTED_ITEM);
        }
        one(CharSet.ANY_BYTE);
    }

    /** One character of a set. */
    void one(CharSet set) throws RegexTooLargeException {
        if (!set.isBytes()) {
            out.emit(Op.WIDE_SET, out.wideSet(set));
        } else if (set.single() >= 0) {
            out.emit(Op.BYTE, (byte) set.single());
        } else {
            out.emit(Op.SET, out.set(set.first));
        }
    }

    private void bytes(byte[] bytes) throws RegexTooLargeException {
        if (bytes.length == 1) {
            out.emit(Op.BYTE, bytes[0]);
        } else {
            out.emit(Op.STRING, out.pool(bytes), bytes.length);
        }
    }

    private void sequence(Node.Sequence sequence, boolean[] follow) throws RegexTooLargeException {
        List<Node> items = Literals.joined(sequence);
        boolean[][] follows = new boolean[items.size() + 1][];
        follows[items.size()] = follow;
        for (int i = items.size() - 1; i > 0; i--) {
            follows[i] = firsts.of(items.get(i), follows[i + 1]);
        }
        for (int i = 0; i < items.size(); i++) {
            write(items.get(i), follows[i + 1]);
        }
    }

    /** Writes a group that is a repetition of characters which leaves nothing to come back to; says whether it is. */
    boolean captured(Node body, int slot, boolean[] follow) throws RegexTooLargeException {
        return body instanceof Node.Repeat repeat && repeatCode.captured(repeat, slot, follow);
    }

    /** Whether what a group had must be known when a failed attempt is taken back. */
    boolean undoes() {
        return !scope.spine;
    }

    /** Whether where a group began must be known when a failed attempt is taken back. */
    boolean undoesBegin() {
        return scope.loop || looksBack;
    }
}
