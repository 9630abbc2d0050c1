package dev.cuprum.catalog;

import dev.cuprum.engine.Foundation;
import dev.cuprum.engine.LibraryUnits;
import dev.cuprum.engine.Outcome;

/** Runs the units of a node that are for no request. */
public interface Starter {

    /** Runs an init unit. */
    Foundation initialise(CatalogUnit unit, LibraryUnits surroundings);

    /** Runs an init_worker unit. */
    Outcome start(CatalogUnit unit, LibraryUnits surroundings);
}
