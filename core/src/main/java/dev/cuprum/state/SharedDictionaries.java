package dev.cuprum.state;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The dictionaries of a node, by their names. Which there are does not change. Safe for use by several threads. */
public final class SharedDictionaries {

    /** No dictionaries. */
    public static final SharedDictionaries NONE = of(Map.of());

    private final Map<String, SharedDictionary> byName = new LinkedHashMap<>();

    private SharedDictionaries(Map<String, Long> sizes, LongSupplier millis) {
        sizes.forEach((name, bytes) -> byName.put(name, new SharedDictionary(name, bytes, millis)));
    }

    /**
     * Empty dictionaries by the system's clock.
     *
     * @param sizes their sizes in bytes, by their names
     * @throws IllegalArgumentException where one cannot have its size
     */
    public static SharedDictionaries of(Map<String, Long> sizes) {
        long began = System.currentTimeMillis();
        long tick = System.nanoTime();
        return of(sizes, () -> began + (System.nanoTime() - tick) / 1_000_000);
    }

    /**
     * Empty dictionaries.
     *
     * @param sizes their sizes in bytes, by their names
     * @param millis the clock: milliseconds since some moment long ago, which never go back
     * @throws IllegalArgumentException where one cannot have its size
     */
    public static SharedDictionaries of(Map<String, Long> sizes, LongSupplier millis) {
        return new SharedDictionaries(sizes, millis);
    }

    /** The dictionary of a name. */
    public Optional<SharedDictionary> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All of them. */
    public Collection<SharedDictionary> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
