package dev.cuprum.exec;

import dev.cuprum.catalog.CatalogUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of one body filter in a request. Its guard is asked at the first piece only, so that a unit sees all of a
 * body or nothing of it; a unit that fails leaves its place, to its fallback where it has one.
 */
final class BodyFilterPlace {

    private @Nullable CatalogUnit unit;
    private boolean begun;

    BodyFilterPlace(CatalogUnit unit) {
        this.unit = unit;
    }

    /** The unit that takes part; empty where none does. */
    Optional<CatalogUnit> unit() {
        return Optional.ofNullable(unit);
    }

    /** Whether this is the first piece for this place. */
    boolean begins() {
        boolean begins = !begun;
        begun = true;
        return begins;
    }

    void leave() {
        unit = null;
    }

    /** The fallback goes on where the unit has left. */
    void take(CatalogUnit fallback) {
        unit = fallback;
    }
}
