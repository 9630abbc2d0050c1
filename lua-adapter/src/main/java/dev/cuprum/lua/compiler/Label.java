package dev.cuprum.lua.compiler;

/** A place that {@code goto} goes to; one object for each. */
final class Label {

    final String name;

    /** Its place among the labels of its function, from 1 on; 0 where it is not known. */
    int number;

    /** How many jumps lead to it, where the number is known. */
    int jumps;

    Label(String name) {
        this.name = name;
    }
}
