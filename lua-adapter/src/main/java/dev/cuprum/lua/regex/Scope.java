package dev.cuprum.lua.regex;

import java.util.ArrayList;
import java.util.List;

/** Where in an expression code is being made for: what surrounds it. */
final class Scope {

    /** What an accepted match ends. */
    enum Ends {
        MATCH,
        LOOK,
        CALL
    }

    /** Groups that are open, of which an accepted match is the end; by slot of the group and of its begin. */
    record OpenGroup(int slot, int begin) {}

    final Ends ends;
    final List<OpenGroup> open = new ArrayList<>();
    /** Places to be filled with where the look ends. */
    final List<Integer> accepts = new ArrayList<>();
    /** How many marks have been set since it began. */
    int marks;
    /** Where the innermost choice with another branch to try has noted the height of the stack; negative where none has. */
    int thenSlot = -1;
    /** Whether every match passes here once, and nothing could see what a failed attempt leaves behind. */
    boolean spine;
    /** Whether it may be passed more than once. */
    boolean loop;

    Scope(Ends ends, boolean spine, boolean loop) {
        this.ends = ends;
        this.spine = spine;
        this.loop = loop;
    }
}
