package dev.cuprum.lua.runtime;

/** A value that changes with use and belongs to the execution that has made it, so that an init unit cannot leave it. */
public interface ExecutionBound {

    /** What it is, as in {@code a coroutine}. */
    String description();
}
