package dev.cuprum;

import dev.cuprum.store.Snapshot;
import java.util.List;

/**
 * What came of a release.
 *
 * @param snapshot what is published from now on
 * @param warnings what compiles and is still likely a mistake, each naming its unit
 */
public record Publication(Snapshot snapshot, List<String> warnings) {

    public Publication {
        warnings = List.copyOf(warnings);
    }

    /** The generation of the release. */
    public long generation() {
        return snapshot.generation();
    }
}
