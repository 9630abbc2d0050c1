package dev.cuprum.lua.compiler;

/** A place that {@code goto} goes to; one object for each. */
final class Label {

    final String name;

    Label(String name) {
        this.name = name;
    }
}
