package dev.cuprum.lua.compiler;

import org.jspecify.annotations.Nullable;

/** A local variable: a parameter, of a loop, or a declared one. */
final class Variable {

    /** How compiled code keeps a variable. */
    enum Storage {
        /** A value. */
        VALUE,
        /** A double: it never holds anything else. */
        NUMBER,
        /** A long, or an int where it is narrow: an integer of a loop. */
        INTEGER,
        /** A double and a value: the value is null where it is a number. */
        PAIR,
        /** In a cell that functions share. */
        CELL,
        /** In a cell that functions share, which never holds anything but a number. */
        NUMBER_CELL
    }

    final String name;
    final FunctionBody owner;

    /** Whether it is assigned to after its declaration. */
    boolean reassigned;

    /** Whether a function inside its own uses it. */
    boolean captured;

    /** Whether it never holds anything but a number. */
    boolean number = true;

    /** Whether it is a loop's that counts integers. */
    boolean integer;

    /** Whether the code that is being written keeps it as an int: the loop has been found to be over small integers. */
    boolean narrow;

    /** Whether results of arithmetic are assigned to it. */
    boolean computed;

    /** Whether a call gives it that most likely does nothing but calculate numbers. */
    boolean calculated;

    /** Whether it is the first of a loop over an iterator, which is a number where the loop is over a list. */
    boolean iterated;

    /** The function that it names for good; null where there is none. */
    @Nullable
    FunctionBody function;

    Variable(String name, FunctionBody owner) {
        this.name = name;
        this.owner = owner;
    }

    /** How it is kept, once all that is assigned to it is known. */
    Storage storage() {
        if (captured && reassigned) {
            return number ? Storage.NUMBER_CELL : Storage.CELL;
        }
        if (number) {
            return integer && !captured && !reassigned ? Storage.INTEGER : Storage.NUMBER;
        }
        boolean mixed = iterated || calculated || (computed && reassigned);
        return mixed && !captured && !owner.crowded ? Storage.PAIR : Storage.VALUE;
    }
}
