package dev.cuprum.exec;

import dev.cuprum.unit.ComputingUnit;

/** What logs say of a thread that is stuck in a unit. */
public final class StuckThread {

    private StuckThread() {}

    /** Says that it was given up. */
    public static String found(ComputingUnit unit, int stuck, int most) {
        return name(unit)
                + " does not end and cannot be stopped: its thread is given up, and it is switched off on this"
                + " node until another version of it is published. Stuck threads: " + stuck + "; at " + most
                + " this node runs no units any more that may be impossible to stop. A restart of the node ends them";
    }

    /** Says that it has ended after all. */
    public static String ended(ComputingUnit unit, int stuck) {
        return name(unit) + " has ended after its thread was given up; it stays switched off. Stuck threads: " + stuck;
    }

    private static String name(ComputingUnit unit) {
        return "unit '" + unit.id() + "' (" + unit.phase() + ")";
    }
}
