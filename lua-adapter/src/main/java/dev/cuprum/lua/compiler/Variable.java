package dev.cuprum.lua.compiler;

/** A local variable: a parameter, of a loop, or a declared one. */
final class Variable {

    final String name;
    final FunctionBody owner;

    /** Whether it is assigned to after its declaration. */
    boolean reassigned;

    /** Whether a function inside its own uses it. */
    boolean captured;

    Variable(String name, FunctionBody owner) {
        this.name = name;
        this.owner = owner;
    }
}
