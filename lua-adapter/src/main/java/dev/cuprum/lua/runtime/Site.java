package dev.cuprum.lua.runtime;

import java.util.List;

/**
 * A place in compiled code where something can fail: its line, and what its operands are called in the source.
 *
 * @param line the line
 * @param names what the operands are called, as {@code global 'x'}; empty texts for those that have no name
 * @param last whether it is a call in last position, whose function is no longer there while it lasts
 * @param event the metamethod that is called where it is an operation, as {@code __index}; empty where it is none
 */
public record Site(int line, List<String> names, boolean last, String event) {

    /** What the function is called that a loop calls; it is no name of anything to be called "a nil value". */
    public static final String ITERATOR = "for iterator '(for generator)'";

    /** Copies the names. */
    public Site {
        names = List.copyOf(names);
    }

    /** What a function that is called here is called: by the operation whose metamethod it is, or as it is written. */
    String called() {
        return event.isEmpty() ? name(0) : "'" + event + "'";
    }

    /** What an operand is called; empty where it has no name. */
    String name(int operand) {
        return operand < names.size() ? names.get(operand) : "";
    }
}
