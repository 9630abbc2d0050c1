package dev.cuprum.lua.runtime;

/** A {@link Cell} of a local that is known to hold numbers only. */
public final class NumberCell {

    /** What the local holds. */
    public double v;

    /** One that holds a number. */
    public NumberCell(double v) {
        this.v = v;
    }

    /** One that holds that. */
    public static NumberCell of(double v) {
        return new NumberCell(v);
    }
}
