package dev.cuprum.undertow.standalone.config;

import dev.cuprum.redis.RedisUnitStore;
import java.util.List;

/**
 * Where the units of an edge are kept.
 *
 * @param kind of whom the server is
 * @param addresses of the server, or of several; empty where it is not somebody else's
 */
public record Redis(Kind kind, List<String> addresses) {

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
    public static final Redis EMBEDDED = new Redis(Kind.EMBEDDED, List.of());

    /** No server. */
    public static final Redis MEMORY = new Redis(Kind.MEMORY, List.of());

    public Redis {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads what was written: {@code embedded}, {@code memory}, or addresses, one or several of one cluster.
     *
     * @throws IllegalArgumentException where it is none of them, with a message for the person who wrote it
     */
    public static Redis of(List<String> words) {
        if (words.equals(List.of("embedded"))) {
            return EMBEDDED;
        }
        if (words.equals(List.of("memory"))) {
            return MEMORY;
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("names no server; write embedded, memory, or redis://host:6379");
        }
        RedisUnitStore.builder(words.toArray(new String[0])); // refuses what is no address
        return new Redis(Kind.SERVER, words);
    }

    /** Reads one word, as it is written on a command line; commas are between addresses. */
    public static Redis parse(String word) {
        return of(List.of(word.split(",")));
    }

    /** Without the passwords that addresses may have. */
    @Override
    public String toString() {
        return kind == Kind.SERVER ? "Redis[" + addresses.size() + " addresses]" : "Redis[" + kind + "]";
    }
}
