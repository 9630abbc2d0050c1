package dev.cuprum.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys whose signatures a node believes, one at least; several while one takes the place of another. Immutable. */
public final class TrustedKeys {

    private final Map<String, TrustedKey> keys = new LinkedHashMap<>();

    private TrustedKeys(Collection<TrustedKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no trusted key, so that nothing could run; name one, or leave trust out to run what is not"
                            + " signed");
        }
        keys.forEach(key -> this.keys.put(key.id(), key));
    }

    /**
     * @throws IllegalArgumentException where there is none
     */
    public static TrustedKeys of(Collection<TrustedKey> keys) {
        return new TrustedKeys(keys);
    }

    /**
     * Reads keys as a configuration names them.
     *
     * @param texts each a key in one line, or the name of a file that has one
     * @param folder what the names of files are relative to
     * @throws IllegalArgumentException where one cannot be read, or there is none
     */
    public static TrustedKeys parse(List<String> texts, Path folder) {
        return of(texts.stream().map(text -> key(text, folder)).toList());
    }

    private static TrustedKey key(String text, Path folder) {
        if (!text.strip().startsWith(TrustedKey.PREFIX)) {
            return TrustedKey.read(folder.resolve(text).normalize());
        }
        try {
            return TrustedKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key '" + text + "' cannot be used: " + e.getMessage(), e);
        }
    }

    /** The key of that id. */
    public Optional<TrustedKey> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** What the keys are called. */
    public List<String> ids() {
        return List.copyOf(keys.keySet());
    }
}
