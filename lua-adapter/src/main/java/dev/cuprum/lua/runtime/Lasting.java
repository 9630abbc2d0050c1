package dev.cuprum.lua.runtime;

/** An {@link Attachment} of an init unit that executions after it begin with: each with a copy. */
public interface Lasting {

    /** A copy; called by several threads at once, when the original is no longer changed. */
    Lasting copy();
}
