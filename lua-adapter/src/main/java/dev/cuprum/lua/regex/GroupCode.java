package dev.cuprum.lua.regex;

import dev.cuprum.lua.regex.Node.Test;
import dev.cuprum.lua.regex.Node.Verb;
import java.util.ArrayList;
import java.util.List;

/** Writes the code of groups: choices, captures, looks, conditions and what directs backtracking. */
final class GroupCode {

    /** How many branches one instruction chooses among. */
    private static final int MOST_BRANCHES = 31;

    private final Compiler compiler;
    private final Assembler out;

    GroupCode(Compiler compiler) {
        this.compiler = compiler;
        this.out = compiler.out;
    }

    void write(Node node, boolean[] follow) throws RegexTooLargeException {
        if (node instanceof Node.Choice choice) {
            choice(choice.branches(), follow);
        } else if (node instanceof Node.Capture capture) {
            capture(capture, follow);
        } else if (node instanceof Node.Atomic atomic) {
            atomic(atomic.body());
        } else if (node instanceof Node.Look look) {
            look(look);
        } else if (node instanceof Node.Reference reference) {
            refuse(Status.UNSUPPORTED_ITEM);
            out.emit(Op.REFERENCE, out.groups(compiler.numbers(reference.groups())), reference.caseless() ? 1 : 0);
        } else if (node instanceof Node.Call call) {
            call(call);
        } else if (node instanceof Node.Conditional conditional) {
            conditional(conditional, follow);
        } else if (node instanceof Node.Directive directive) {
            directive(directive);
        } else if (node instanceof Node.Back back) {
            back(back.branch());
        } else if (node instanceof Node.Restart) {
            refuse(Status.UNSUPPORTED_ITEM);
            out.emit(Op.NOTE_UNDO, 0);
        }
    }

    /** Gives up at run time where the longest match is searched. */
    private void refuse(int status) throws RegexTooLargeException {
        if (compiler.longest) {
            out.emit(Op.REFUSE, status);
        }
    }

    private void choice(List<Node> branches, boolean[] follow) throws RegexTooLargeException {
        Scope scope = compiler.scope;
        boolean spine = scope.spine;
        int thenSlot = scope.thenSlot;
        scope.spine = false;
        boolean directed = branches.stream().anyMatch(GroupCode::hasThen);
        if (directed) {
            scope.thenSlot = out.slot();
        }
        branches(branches, follow, directed);
        scope.thenSlot = thenSlot;
        scope.spine = spine;
    }

    private static boolean hasThen(Node node) {
        return Nodes.any(node, part -> part instanceof Node.Directive directive && directive.verb() == Verb.THEN);
    }

    private void branches(List<Node> branches, boolean[] follow, boolean directed) throws RegexTooLargeException {
        int count = Math.min(branches.size(), MOST_BRANCHES);
        boolean more = branches.size() > count;
        int direct = more ? count - 1 : count;
        List<boolean[]> begins = new ArrayList<>();
        for (Node branch : branches) {
            begins.add(compiler.firsts.of(branch, follow));
        }
        if (directed) {
            out.emit(Op.HEIGHT, compiler.scope.thenSlot);
        }
        out.emit(directed ? Op.ALT_KEPT : Op.ALT, masks(begins, count), Op.ALT_RESUME);
        int targets = out.here();
        out.emit(new int[count]);
        List<Integer> exits = new ArrayList<>();
        for (int i = 0; i < direct; i++) {
            out.patch(targets + i);
            compiler.write(branches.get(i), follow);
            if (i < branches.size() - 1) {
                exits.add(out.emit(Op.JUMP, 0));
            }
        }
        if (more) {
            out.patch(targets + direct);
            branches(branches.subList(direct, branches.size()), follow, directed);
        }
        exits.forEach(out::patch);
    }

    /** For each byte, the branches that can begin with it; the last of them stands for all that are left. */
    private int masks(List<boolean[]> begins, int count) {
        int[] masks = new int[FirstSets.SIZE];
        for (int i = 0; i < begins.size(); i++) {
            int bit = 1 << Math.min(i, count - 1);
            for (int b = 0; b < FirstSets.SIZE; b++) {
                masks[b] |= begins.get(i)[b] ? bit : 0;
            }
        }
        return out.masks(masks);
    }

    private void capture(Node.Capture capture, boolean[] follow) throws RegexTooLargeException {
        Scope scope = compiler.scope;
        int slot = 2 * capture.number();
        boolean undo = compiler.undoes();
        if (!undo && compiler.captured(capture.body(), slot, follow)) {
            return;
        }
        int length = Lengths.bytes(capture.body(), compiler.in);
        if (length >= 0) {
            compiler.write(capture.body(), follow);
            out.emit(undo ? Op.CLOSE_FIXED_UNDO : Op.CLOSE_FIXED, slot, length);
            return;
        }
        int begin = compiler.begin(capture.number());
        out.emit(compiler.undoesBegin() ? Op.NOTE_UNDO : Op.NOTE, begin);
        scope.open.add(new Scope.OpenGroup(slot, begin));
        compiler.write(capture.body(), follow);
        scope.open.remove(scope.open.size() - 1);
        out.emit(undo ? Op.CLOSE_UNDO : Op.CLOSE, slot, begin);
    }

    /** Keeps what groups in a node have, before what is put on the stack in it is cut. */
    private void keep(Node body) throws RegexTooLargeException {
        List<Integer> slots = new ArrayList<>();
        Nodes.all(body, node -> {
            if (node instanceof Node.Capture capture && !slots.contains(2 * capture.number())) {
                slots.add(2 * capture.number());
                slots.add(2 * capture.number() + 1);
            }
            if (node instanceof Node.Restart && !slots.contains(0)) {
                slots.add(0);
            }
        });
        for (int slot : slots) {
            out.emit(Op.KEEP, slot);
        }
    }

    /** What is not changed once it has matched. */
    private void atomic(Node body) throws RegexTooLargeException {
        if (compiler.longest) {
            int exit = out.emit(Op.LONGEST, 0);
            compiler.write(body, FirstSets.ALL);
            out.emit(Op.MATCH);
            out.patch(exit);
            return;
        }
        Scope scope = compiler.scope;
        boolean spine = scope.spine;
        boolean loop = scope.loop;
        scope.spine = false;
        scope.loop = true;
        keep(body);
        out.emit(Op.MARK, Op.MARK_RESUME);
        scope.marks++;
        compiler.write(body, FirstSets.ALL);
        scope.marks--;
        out.emit(Op.CUT);
        scope.spine = spine;
        scope.loop = loop;
    }

    private Scope enterLook() {
        Scope outer = compiler.scope;
        compiler.scope = new Scope(Scope.Ends.LOOK, false, true);
        return outer;
    }

    private void look(Node.Look look) throws RegexTooLargeException {
        keep(look.body());
        Scope outer = enterLook();
        if (look.negative()) {
            out.emit(Op.NOT, Op.NOT_RESUME);
            int target = out.emit(0);
            body(look);
            leaveLook();
            out.emit(Op.NOT_END);
            out.patch(target);
        } else {
            out.emit(Op.LOOK, Op.MARK_RESUME);
            body(look);
            leaveLook();
            out.emit(Op.CUT_BACK);
        }
        compiler.scope = outer;
    }

    private void leaveLook() {
        compiler.scope.accepts.forEach(out::patch);
    }

    private void body(Node.Look look) throws RegexTooLargeException {
        if (!look.behind()) {
            compiler.write(look.body(), FirstSets.ALL);
        } else if (look.body() instanceof Node.Choice choice) {
            List<Node> branches = new ArrayList<>();
            choice.branches().forEach(branch -> branches.add(behind(branch)));
            compiler.scope.spine = false;
            choice(branches, FirstSets.ALL);
        } else {
            compiler.write(behind(look.body()), FirstSets.ALL);
        }
    }

    private static Node behind(Node branch) {
        return new Node.Sequence(List.of(new Node.Back(branch), branch));
    }

    /** Goes back by what a node has. */
    private void back(Node branch) throws RegexTooLargeException {
        int length = Lengths.fixed(branch, compiler.utf, compiler.in);
        if (length > 0) {
            out.emit(compiler.utf ? Op.WIDE_BACK : Op.BACK, length);
        }
    }

    private void call(Node.Call call) throws RegexTooLargeException {
        int[] groups = compiler.numbers(call.group());
        out.emit(Op.CALL, 0, groups[0], Op.CALL_RESUME);
        compiler.callee(out.here() - 3, groups[0]);
    }

    private void conditional(Node.Conditional conditional, boolean[] follow) throws RegexTooLargeException {
        Scope scope = compiler.scope;
        boolean spine = scope.spine;
        scope.spine = false;
        int otherwise = test(conditional.test());
        if (otherwise >= 0) {
            compiler.write(conditional.yes(), follow);
            int exit = out.emit(Op.JUMP, 0);
            out.patch(otherwise);
            compiler.write(conditional.no(), follow);
            out.patch(exit);
        }
        scope.spine = spine;
    }

    /** Writes a test; says where the address of the other branch belongs, or a negative number where there is nothing. */
    private int test(Test test) throws RegexTooLargeException {
        if (test instanceof Test.IsSet isSet) {
            refuse(Status.UNSUPPORTED_CONDITION);
            return out.emit(Op.UNLESS_SET, out.groups(compiler.numbers(isSet.groups())), 0);
        }
        if (test instanceof Test.IsCalled isCalled) {
            return out.emit(Op.UNLESS_CALLED, out.groups(compiler.numbers(isCalled.groups())), 0);
        }
        return test instanceof Test.Looks looks ? lookTest(looks.look()) : -1;
    }

    private int lookTest(Node.Look look) throws RegexTooLargeException {
        keep(look.body());
        Scope outer = enterLook();
        out.emit(look.negative() ? Op.NOT : Op.IF_LOOK, Op.NOT_RESUME);
        int failing = out.emit(0);
        body(look);
        leaveLook();
        out.emit(Op.CUT_BACK);
        compiler.scope = outer;
        if (!look.negative()) {
            return failing;
        }
        int otherwise = out.emit(Op.JUMP, 0);
        out.patch(failing);
        return otherwise;
    }

    private void directive(Node.Directive directive) throws RegexTooLargeException {
        String name = directive.name();
        if (directive.verb() != Verb.FAIL) {
            refuse(Status.UNSUPPORTED_ITEM);
        }
        if (name != null && directive.verb() != Verb.SKIP) {
            out.emit(Op.NAME, directive.verb() == Verb.MARK ? out.name(name) : -1, Op.NAME_RESUME);
        }
        switch (directive.verb()) {
            case ACCEPT -> accept();
            case COMMIT -> out.emit(Op.COMMIT, Op.COMMIT_RESUME);
            case FAIL -> out.emit(Op.FAIL);
            case MARK -> {}
            case PRUNE -> out.emit(Op.PRUNE, Op.PRUNE_RESUME);
            case SKIP -> out.emit(Op.SKIP, name == null ? -1 : out.name(name), Op.SKIP_RESUME);
            case THEN -> then();
        }
    }

    private void then() throws RegexTooLargeException {
        int slot = compiler.scope.thenSlot;
        if (slot < 0 && compiler.scope.ends != Scope.Ends.LOOK) {
            out.emit(Op.PRUNE, Op.PRUNE_RESUME);
        } else {
            out.emit(Op.THEN, slot, Op.THEN_RESUME);
        }
    }

    private void accept() throws RegexTooLargeException {
        Scope scope = compiler.scope;
        for (Scope.OpenGroup group : scope.open) {
            out.emit(Op.CLOSE_UNDO, group.slot(), group.begin());
        }
        if (scope.marks > 0) {
            out.emit(Op.UNMARK, scope.marks);
        }
        switch (scope.ends) {
            case MATCH -> out.emit(Op.MATCH);
            case CALL -> out.emit(Op.RETURN);
            case LOOK -> scope.accepts.add(out.emit(Op.JUMP, 0));
        }
    }
}
