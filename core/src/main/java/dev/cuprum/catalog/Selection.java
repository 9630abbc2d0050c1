package dev.cuprum.catalog;

import dev.cuprum.unit.Phase;
import java.util.function.Predicate;

/**
 * The units that are for one request, phase by phase and in order. Immutable. Made once when the request arrives, so
 * that a request without units pays for one look-up and nothing else.
 */
public final class Selection {

    /** No unit at all. */
    public static final Selection EMPTY = new Selection(new CatalogUnit[0], 0);

    private final CatalogUnit[] units;
    private final int size;
    private final int phases;

    /**
     * @param units the units by phase, order and id; not to be changed afterwards
     * @param size how many of the array's places are used
     */
    Selection(CatalogUnit[] units, int size) {
        this.units = units;
        this.size = size;
        int bits = 0;
        for (int i = 0; i < size; i++) {
            bits |= 1 << units[i].unit().phase().ordinal();
        }
        this.phases = bits;
    }

    /** Whether no unit is for the request. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Whether some unit is for the request in a phase. */
    public boolean has(Phase phase) {
        return (phases & (1 << phase.ordinal())) != 0;
    }

    /** How many units there are, of all phases. */
    public int size() {
        return size;
    }

    /** The unit at a place, 0 to {@link #size} - 1. */
    public CatalogUnit get(int index) {
        return units[index];
    }

    /** The place of the first unit of a phase or of a later one. */
    public int start(Phase phase) {
        int index = 0;
        while (index < size && units[index].unit().phase().ordinal() < phase.ordinal()) {
            index++;
        }
        return index;
    }

    /** Whether a unit of a phase is of a kind. */
    public boolean any(Phase phase, Predicate<CatalogUnit> kind) {
        if (!has(phase)) {
            return false;
        }
        for (int i = start(phase); i < size && units[i].unit().phase() == phase; i++) {
            if (kind.test(units[i])) {
                return true;
            }
        }
        return false;
    }
}
