package dev.cuprum.store;

import dev.cuprum.unit.UnitId;

/** Says that a release was made for another version of a unit than the one there is. Nothing was changed. */
public final class PreconditionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient UnitId id;

    /**
     * @param id the unit
     * @param message what was asked for, and what there is
     */
    public PreconditionFailedException(UnitId id, String message) {
        super(message);
        this.id = id;
    }

    /** The unit. */
    public UnitId id() {
        return id;
    }
}
