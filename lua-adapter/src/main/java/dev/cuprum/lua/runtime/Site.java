package dev.cuprum.lua.runtime;

import java.util.List;

/**
 * A place in compiled code where something can fail: its line, and what its operands are called in the source.
 *
 * @param line the line
 * @param names what the operands are called, as {@code global 'x'}; empty texts for those that have no name
 * @param last whether it is a call in last position, whose function is no longer there while it lasts
 */
public record Site(int line, List<String> names, boolean last) {

    /** What the function is called that a loop calls; it is no name of anything to be called "a nil value". */
    public static final String ITERATOR = "for iterator '(for generator)'";

    /** Copies the names. */
    public Site {
        names = List.copyOf(names);
    }

    /** What an operand is called; empty where it has no name. */
    String name(int operand) {
        return operand < names.size() ? names.get(operand) : "";
    }
}
