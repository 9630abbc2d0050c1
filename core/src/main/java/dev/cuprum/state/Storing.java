package dev.cuprum.state;

/** When a value is stored, and what for. */
public enum Storing {
    /** Whether the key is there or not; old items make room. */
    SET(true, true, true),
    /** Whether the key is there or not, where there is room. */
    SAFE_SET(true, true, false),
    /** Where the key is not there; old items make room. */
    ADD(false, true, true),
    /** Where the key is not there and there is room. */
    SAFE_ADD(false, true, false),
    /** Where the key is there; old items make room. */
    REPLACE(true, false, true);

    /** Whether a value may be replaced. */
    final boolean replaces;

    /** Whether the key may be new. */
    final boolean adds;

    /** Whether old items make room. */
    final boolean forces;

    Storing(boolean replaces, boolean adds, boolean forces) {
        this.replaces = replaces;
        this.adds = adds;
        this.forces = forces;
    }
}
