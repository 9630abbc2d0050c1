package dev.cuprum.redis;

import dev.cuprum.redis.Base.Mode;
import dev.cuprum.store.ChainedEntry;
import dev.cuprum.store.ChainedEntry.Version;
import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.Sha256;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.StoredUnitJson;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A release as it is sent: what Redis is to have, and what this node has once it does. The arguments are in the order
 * in which the script that publishes reads them.
 *
 * @param picture what this node has then
 * @param arguments of the script
 */
record Draft(Picture picture, List<byte[]> arguments) {

    /**
     * @param entry what was published
     * @param after what has come of it
     * @param release names this publication
     * @param keys of the namespace
     * @param historyLimit how many releases are kept
     * @param trust signs it
     */
    static Draft of(
            Base base, HistoryEntry entry, Snapshot after, String release, Keys keys, int historyLimit, Trust trust) {
        List<String> versions = new ArrayList<>();
        String link = new ChainedEntry(entry, before(base, entry, versions), release, base.link()).write();
        Map<UnitId, String> changed = new HashMap<>();
        List<String> put = put(base, after, changed);
        Digests digests = base.digests().with(changed, entry.deleted());
        Head head = trust.signed(Head.unsigned(
                base.epoch(),
                base.lineage(),
                after.generation(),
                digests,
                entry.at(),
                Sha256.of(link),
                after.activateAt()));

        List<String> arguments = new ArrayList<>(List.of(
                base.token(),
                release,
                base.mode().wireName(),
                Integer.toString(base.snapshot().units().size()),
                Integer.toString(historyLimit),
                link,
                keys.releases()));
        List<String> fields = new ArrayList<>();
        head.fields().forEach((name, value) -> fields.addAll(List.of(name, value)));
        add(arguments, fields);
        add(arguments, put);
        add(arguments, entry.deleted().stream().map(UnitId::value).toList());
        add(arguments, versions);
        return new Draft(new Picture(head, after, digests), Connection.bytes(arguments));
    }

    /** The versions that go, whose names and texts are added to a list. */
    private static Map<UnitId, Version> before(Base base, HistoryEntry entry, List<String> versions) {
        Map<UnitId, Version> before = new TreeMap<>();
        Stream.concat(entry.put().stream(), entry.deleted().stream())
                .flatMap(id -> base.snapshot().unit(id).stream())
                .forEach(stored -> {
                    UnitId id = stored.unit().id();
                    String text = StoredUnitJson.write(stored);
                    before.put(id, new Version(stored.generation(), Sha256.of(text)));
                    versions.add(History.name(id, stored.generation()));
                    versions.add(text);
                });
        return before;
    }

    /** The ids and texts to write; their digests are added to a map. */
    private static List<String> put(Base base, Snapshot after, Map<UnitId, String> digests) {
        List<String> put = new ArrayList<>();
        for (StoredUnit stored : after.units().values()) {
            if (base.mode() != Mode.STEP || stored.generation() == after.generation()) {
                String text = StoredUnitJson.write(stored);
                digests.put(stored.unit().id(), Sha256.of(text));
                put.add(stored.unit().id().value());
                put.add(text);
            }
        }
        return put;
    }

    private static void add(List<String> arguments, List<String> texts) {
        arguments.add(Integer.toString(texts.size()));
        arguments.addAll(texts);
    }
}
