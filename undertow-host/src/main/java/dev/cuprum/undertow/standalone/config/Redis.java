package dev.cuprum.undertow.standalone.config;

import dev.cuprum.redis.RedisAddresses;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the units of an edge are kept.
 *
 * @param kind of whom the server is
 * @param addresses where it is; nothing where it is not somebody else's
 */
public record Redis(Kind kind, Optional<RedisAddresses> addresses) {

    /** Of whom the server is. */
    public enum Kind {
        /** The node's own, started with it. */
        EMBEDDED,
        /** There is none: units are in the memory of the process, and end with it. */
        MEMORY,
        /** Somebody else's. */
        SERVER
    }

    /** A server that the node starts itself. */
    public static final Redis EMBEDDED = new Redis(Kind.EMBEDDED, Optional.empty());

    /** No server. */
    public static final Redis MEMORY = new Redis(Kind.MEMORY, Optional.empty());

    /**
     * Reads what was written: {@code embedded}, {@code memory}, or addresses.
     *
     * @param folder where files are that the addresses name by relative paths
     * @throws IllegalArgumentException where it is none of them, with a message for the person who wrote it
     */
    public static Redis of(Path folder, List<String> words) {
        if (words.equals(List.of("embedded"))) {
            return EMBEDDED;
        }
        if (words.equals(List.of("memory"))) {
            return MEMORY;
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("names no server; write embedded, memory, or redis://host:6379");
        }
        return new Redis(Kind.SERVER, Optional.of(RedisAddresses.of(folder, words)));
    }

    /** Reads one word, as it is written on a command line; files are looked for from where the process runs. */
    public static Redis parse(String word) {
        return of(Path.of(""), List.of(word));
    }
}
