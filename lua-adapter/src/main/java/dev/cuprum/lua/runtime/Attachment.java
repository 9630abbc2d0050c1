package dev.cuprum.lua.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What a library keeps for each execution: made when an execution first asks for it, and gone with the execution. To
 * be held in a static final field, for each one takes a place in every execution.
 *
 * @param <T> what is kept
 */
public final class Attachment<T> {

    private static final AtomicInteger COUNT = new AtomicInteger();

    final int place = COUNT.getAndIncrement();
    final Function<LuaRun, T> first;

    /**
     * @param first makes what an execution begins with
     */
    public Attachment(Function<LuaRun, T> first) {
        this.first = first;
    }

    static int count() {
        return COUNT.get();
    }
}
