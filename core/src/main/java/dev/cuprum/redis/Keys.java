package dev.cuprum.redis;

/**
 * The names of what a namespace has in Redis. The braces keep all of it in one hash slot, so that one script can change
 * it as one.
 *
 * @param namespace separates edges that share a server: 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
 */
record Keys(String namespace) {

    Keys {
        RedisUnitStore.requireNamespace(namespace);
    }

    /** A hash: what the newest release was. */
    String head() {
        return of("head");
    }

    /** An RMapCache: units by id. */
    String units() {
        return of("units");
    }

    /** A list: the releases of the past, newest first. */
    String history() {
        return of("history");
    }

    /** A hash: units by id and generation, those the history can go back to. */
    String versions() {
        return of("versions");
    }

    /** A sorted set: the names of the newest publications, in the order in which they came. */
    String publications() {
        return of("publications");
    }

    /** A hash: what the nodes say of themselves, by session. */
    String nodes() {
        return of("nodes");
    }

    /** A topic that says small releases in full, and of others: look. */
    String releases() {
        return of("releases");
    }

    private String of(String name) {
        return "{cuprum:" + namespace + "}:" + name;
    }
}
