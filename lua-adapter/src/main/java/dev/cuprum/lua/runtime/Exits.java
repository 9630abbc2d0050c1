package dev.cuprum.lua.runtime;

import org.luaj.vm2.Varargs;

/** What a part of a function returns that leaves for somewhere in the rest of it: never seen by anything else. */
public final class Exits {

    /** More than fit into a method of whoever has to tell them apart. */
    private static final int MOST = 8192;

    private static final Varargs[] EXITS = new Varargs[MOST];

    static {
        for (int i = 0; i < MOST; i++) {
            EXITS[i] = new Nothing();
        }
    }

    private Exits() {}

    /** What stands for leaving by an exit of that number. */
    public static Varargs exit(int number) {
        return EXITS[number];
    }
}
