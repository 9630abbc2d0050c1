package dev.cuprum.redis;

import dev.cuprum.store.Sha256;
import dev.cuprum.unit.UnitId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The digests of units' texts, in buckets by their ids, each with a digest of its own: so that the digest of everything
 * costs as much as what has changed. Immutable.
 */
final class Digests {

    private static final int BUCKETS = 256;

    /** Of no units. */
    static final Digests NONE = new Digests(empty(), new String[BUCKETS]);

    private final SortedMap<UnitId, String>[] buckets;
    private final String[] digests;

    private Digests(SortedMap<UnitId, String>[] buckets, String[] digests) {
        this.buckets = buckets;
        this.digests = digests;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // There is no other way to an array of these.
    private static SortedMap<UnitId, String>[] empty() {
        SortedMap<UnitId, String>[] buckets = new SortedMap[BUCKETS];
        Arrays.fill(buckets, Collections.emptySortedMap());
        return buckets;
    }

    /** As String.hashCode is specified, so every node has the same buckets. */
    private static int bucket(UnitId id) {
        int hash = id.value().hashCode();
        return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (BUCKETS - 1);
    }

    /** These digests, with others put and removed. */
    Digests with(Map<UnitId, String> put, Collection<UnitId> removed) {
        SortedMap<UnitId, String>[] next = buckets.clone();
        String[] nextDigests = digests.clone();
        put.forEach((id, digest) -> changeable(next, bucket(id)).put(id, digest));
        removed.forEach(id -> changeable(next, bucket(id)).remove(id));
        for (int i = 0; i < BUCKETS; i++) {
            if (next[i] != buckets[i]) {
                nextDigests[i] = digest(next[i]);
            }
        }
        return new Digests(next, nextDigests);
    }

    private SortedMap<UnitId, String> changeable(SortedMap<UnitId, String>[] next, int bucket) {
        if (next[bucket] == buckets[bucket]) {
            next[bucket] = new TreeMap<>(buckets[bucket]);
        }
        return next[bucket];
    }

    private static String digest(SortedMap<UnitId, String> bucket) {
        StringBuilder text = new StringBuilder(100 * bucket.size());
        bucket.forEach((id, digest) ->
                text.append(id.value()).append(' ').append(digest).append('\n'));
        return Sha256.of(text.toString());
    }

    /** The digest of everything: of what a head says, and all buckets that have units. */
    String of(Head head) {
        StringBuilder text = new StringBuilder(70 * BUCKETS);
        text.append(head.claims());
        for (int i = 0; i < BUCKETS; i++) {
            if (!buckets[i].isEmpty()) {
                text.append(i).append(' ').append(digests[i]).append('\n');
            }
        }
        return Sha256.of(text.toString());
    }
}
