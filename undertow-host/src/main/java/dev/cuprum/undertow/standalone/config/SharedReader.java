package dev.cuprum.undertow.standalone.config;

import dev.cuprum.state.SharedDictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the shared dictionaries: their sizes by their names. */
final class SharedReader {

    private SharedReader() {}

    static Map<String, Long> dictionaries(Section section) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        section.words().forEach((name, words) -> {
            try {
                sizes.put(name, size(words));
            } catch (IllegalArgumentException e) {
                section.complain(name, String.valueOf(e.getMessage()));
            }
        });
        return sizes;
    }

    private static long size(List<String> words) {
        if (words.size() != 1) {
            throw new IllegalArgumentException("must be one size, such as 10m");
        }
        return ByteSize.parse(words.get(0), SharedDictionary.LEAST_BYTES, SharedDictionary.MOST_BYTES);
    }
}
