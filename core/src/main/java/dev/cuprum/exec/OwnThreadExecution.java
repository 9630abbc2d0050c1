package dev.cuprum.exec;

import dev.cuprum.catalog.CatalogUnit;

/** An execution of a unit that may be impossible to stop, as those see it who give its thread up. */
interface OwnThreadExecution {

    /** The unit. */
    CatalogUnit unit();

    /** Takes the request away from the unit, and switches the unit off. */
    void takeAway();

    /** Lets the request go on without the unit. */
    void goOnWithout();
}
