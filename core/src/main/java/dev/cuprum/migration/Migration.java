package dev.cuprum.migration;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.UnitId;
import java.util.List;

/**
 * What becomes of the units of another system. Each of them is carried over as a whole or left as a whole.
 *
 * @param carried what is carried over, in the order of the source
 * @param left what is not
 * @param notes what is carried over, and what people should know of it
 */
public record Migration(List<Carried> carried, List<Left> left, List<Note> notes) {

    /**
     * A unit that is carried over.
     *
     * @param source what it was, as people know it there
     * @param unit what it is here
     */
    public record Carried(String source, ComputingUnit unit) {}

    /**
     * A unit that is not carried over.
     *
     * @param source what it is, as people know it there
     * @param id the id it would have here, and perhaps has from a former version
     * @param reason why it is left and, where there is one, the way out
     */
    public record Left(String source, UnitId id, String reason) {}

    /**
     * Something to know.
     *
     * @param source of what
     * @param text what there is to know
     */
    public record Note(String source, String text) {}

    public Migration {
        carried = List.copyOf(carried);
        left = List.copyOf(left);
        notes = List.copyOf(notes);
    }
}
