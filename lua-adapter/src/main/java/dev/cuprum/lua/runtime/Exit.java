package dev.cuprum.lua.runtime;

import org.luaj.vm2.Varargs;

/** What a part of a function returns that leaves for somewhere in the rest of it: never seen by anything else. */
public final class Exit extends Nothing {

    /** Those with numbers below are made once. */
    private static final int SHARED = 1024;

    private static final Exit[] EXITS = new Exit[SHARED];

    static {
        for (int i = 0; i < SHARED; i++) {
            EXITS[i] = new Exit(i);
        }
    }

    private final int number;

    private Exit(int number) {
        this.number = number;
    }

    /** What stands for leaving for the place of that number, from 0 on. */
    public static Varargs of(int number) {
        return number < SHARED ? EXITS[number] : new Exit(number);
    }

    /** The number of the place that results stand for; -1 where they are results. */
    public static int number(Varargs results) {
        return results instanceof Exit exit ? exit.number : -1;
    }
}
