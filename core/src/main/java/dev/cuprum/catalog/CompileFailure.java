package dev.cuprum.catalog;

import dev.cuprum.unit.UnitId;

/**
 * A unit of a generation that this node could not compile, so that it runs the last version that compiled, or none.
 *
 * @param id the unit
 * @param message why, with the line where one is to blame
 * @param keptLastGood whether an older version still runs
 */
public record CompileFailure(UnitId id, String message, boolean keptLastGood) {}
