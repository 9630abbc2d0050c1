package dev.cuprum.lua.compiler;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A function as it is written: the parser fills it in. */
final class FunctionBody {

    /** The function around it; null for a chunk. */
    final @Nullable FunctionBody parent;

    /** The line of the word {@code function}; 0 for a chunk. */
    final int line;

    /** The line where its block begins. */
    int firstLine;

    /** The line of the word {@code end}; 0 for a chunk. */
    int lastLine;

    final List<Variable> parameters = new ArrayList<>();
    boolean vararg;
    Block block = new Block(List.of());

    /** The variables of functions around it that it uses, or that a function inside it uses. */
    final Set<Variable> upvalues = new LinkedHashSet<>();

    /** The functions written directly in it. */
    final List<FunctionBody> inner = new ArrayList<>();

    /** Whether parts of it have methods of their own. */
    boolean divided;

    /** Whether parts use so many variables that each has to be passed as one value. */
    boolean crowded;

    /** Whether a local names it for good. */
    boolean named;

    /** Whether all its calls are known, and made directly. */
    boolean direct;

    /** Whether it only computes with numbers, and is told by its callers how deeply calls are nested. */
    boolean pure;

    /** Whether the stack that it takes is counted by those who call it, all of them directly. */
    boolean charged;

    /** Whether it is charged and calls nothing that is charged. */
    boolean leaf;

    /** Whether it always returns one value, though perhaps by way of a call that is still to be made. */
    boolean one;

    /** Whether it is called directly and always returns one value. */
    boolean single;

    /** Stands for what it returns. */
    final Variable result = new Variable("", this);

    FunctionBody(@Nullable FunctionBody parent, int line) {
        this.parent = parent;
        this.line = line;
    }
}
