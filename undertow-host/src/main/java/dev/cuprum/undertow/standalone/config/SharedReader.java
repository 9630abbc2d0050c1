package dev.cuprum.undertow.standalone.config;

import dev.cuprum.state.SharedDictionary;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the shared dictionaries: their sizes by their names. */
final class SharedReader {

    private SharedReader() {}

    static Map<String, Long> dictionaries(Section section) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (String name : section.names()) {
            section.text(name, SharedReader::size).ifPresent(bytes -> sizes.put(name, bytes));
        }
        return sizes;
    }

    private static long size(String text) {
        return ByteSize.parse(text, SharedDictionary.LEAST_BYTES, SharedDictionary.MOST_BYTES);
    }
}
