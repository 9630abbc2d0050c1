package dev.cuprum.lua.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What a library keeps for each thread, from one execution to the next: for what is made at some cost and can be used again.
 * To be held in a static final field, for each one takes a place in every thread that runs units.
 *
 * @param <T> what is kept
 */
public final class ThreadAttachment<T> {

    private static final AtomicInteger COUNT = new AtomicInteger();

    final int place = COUNT.getAndIncrement();
    final Supplier<T> first;

    /**
     * @param first makes what a thread begins with
     */
    public ThreadAttachment(Supplier<T> first) {
        this.first = first;
    }

    static int count() {
        return COUNT.get();
    }
}
