package dev.cuprum.lua.runtime;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The places of one compiled function, by method and the index of the bytecode. */
public final class Sites {

    private record Place(String method, int index) {}

    private final Map<Place, Site> sites = new HashMap<>();

    /** Adds a place. */
    public void add(String method, int index, Site site) {
        sites.put(new Place(method, index), site);
    }

    @Nullable
    Site at(String method, int index) {
        return sites.get(new Place(method, index));
    }
}
