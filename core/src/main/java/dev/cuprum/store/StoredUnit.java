package dev.cuprum.store;

import dev.cuprum.unit.ComputingUnit;

/**
 * A unit as a store holds it.
 *
 * @param unit the unit
 * @param generation the generation that brought this version of it
 */
public record StoredUnit(ComputingUnit unit, long generation) {

    /** Names this version of the unit, as the entity tags of RFC 9110 section 8.8.3 do; without the quotes. */
    public String etag() {
        return unit.id() + "." + generation;
    }
}
