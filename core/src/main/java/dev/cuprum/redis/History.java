package dev.cuprum.redis;

import dev.cuprum.store.ChainedEntry;
import dev.cuprum.store.ChainedEntry.Version;
import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.Sha256;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.StoredUnitJson;
import dev.cuprum.store.UnknownGenerationException;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The releases of the past. The head names the digest of the newest entry, and each entry that of the one before it, so
 * an entry that was altered, added or taken out between others shows. What is older than the break is not believed.
 */
final class History {

    private final Connection connection;
    private final Keys keys;
    private final Alarms alarms;

    History(Connection connection, Keys keys, Alarms alarms) {
        this.connection = connection;
        this.keys = keys;
        this.alarms = alarms;
    }

    /**
     * The entries up to the first that cannot be believed, newest first, beginning with the one that the head in Redis
     * names.
     *
     * @throws dev.cuprum.store.StoreUnavailableException where Redis does not answer
     */
    List<ChainedEntry> entries() {
        List<String> answer = answer();
        return believed(answer, answer.get(1));
    }

    /**
     * The same, beginning with an entry that is known; newer ones are left out.
     *
     * @param link the digest of the entry; empty where there is none, and so no history
     * @throws dev.cuprum.store.StoreUnavailableException where Redis does not answer
     */
    List<ChainedEntry> entries(String link) {
        if (link.isEmpty()) {
            return List.of();
        }
        List<String> answer = answer();
        List<String> from = answer.subList(2, answer.size()).stream()
                .dropWhile(text -> !Sha256.of(text).equals(link))
                .toList();
        List<String> known = new ArrayList<>(answer.subList(0, 2));
        known.addAll(from.isEmpty() ? answer.subList(2, answer.size()) : from);
        return believed(known, link);
    }

    private List<String> answer() {
        return connection.run(Script.HISTORY, List.of(keys.head(), keys.history()), List.of()).stream()
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .toList();
    }

    private List<ChainedEntry> believed(List<String> answer, String link) {
        List<ChainedEntry> entries = new ArrayList<>();
        try {
            read(answer, link, entries);
            alarms.clear(Kind.HISTORY);
        } catch (AlteredException e) {
            alarms.raise(
                    Kind.HISTORY,
                    "the history in " + connection.server() + " was altered: " + e.getMessage()
                            + "; what is older is not shown, and cannot be returned to");
        }
        return entries;
    }

    private static void read(List<String> answer, String first, List<ChainedEntry> entries) {
        if (!answer.get(0).equals("ok")) {
            throw new AlteredException(answer.get(0));
        }
        String link = first;
        if (!link.isEmpty() && answer.size() == 2) {
            throw new AlteredException("it is empty");
        }
        for (String text : answer.subList(2, answer.size())) {
            String place = entries.isEmpty()
                    ? "the newest entry"
                    : "the entry before generation "
                            + entries.get(entries.size() - 1).entry().generation();
            if (!Sha256.of(text).equals(link)) {
                throw new AlteredException(place + " is not the one that was published");
            }
            ChainedEntry entry = entry(place, text);
            entries.add(entry);
            link = entry.previous();
        }
    }

    private static ChainedEntry entry(String place, String text) {
        try {
            return ChainedEntry.read(text);
        } catch (InvalidUnitException e) {
            throw new AlteredException(place + " cannot be read: " + e.describe());
        }
    }

    /**
     * The units of an older generation.
     *
     * @param now those of the newest
     * @param link the digest of the entry that brought the newest
     * @throws UnknownGenerationException where the history does not go back so far
     */
    Snapshot at(long generation, Snapshot now, String link) {
        List<ChainedEntry> entries = entries(link);
        Map<UnitId, StoredUnit> units = new TreeMap<>(now.units());
        Map<UnitId, Version> older = new TreeMap<>();
        for (ChainedEntry past : entries) {
            HistoryEntry entry = past.entry();
            if (entry.generation() == generation) {
                versions(generation, older).forEach(units::put);
                return new Snapshot(generation, units);
            }
            undo(past, units, older);
        }
        throw new UnknownGenerationException(generation, describe(entries, now));
    }

    /**
     * The units that a generation was built on. Where the history begins with it, their generation is not known, and is
     * given the number before it.
     *
     * @param link the digest of the entry that brought it
     * @throws UnknownGenerationException where the history does not have it
     */
    Snapshot before(Snapshot now, String link) {
        List<ChainedEntry> entries = entries(link);
        if (entries.isEmpty()) {
            throw new UnknownGenerationException(now.generation() - 1, describe(entries, now));
        }
        long before = entries.size() > 1 ? entries.get(1).entry().generation() : now.generation() - 1;
        Map<UnitId, StoredUnit> units = new TreeMap<>(now.units());
        Map<UnitId, Version> older = new TreeMap<>();
        undo(entries.get(0), units, older);
        versions(before, older).forEach(units::put);
        return new Snapshot(before, units);
    }

    private static void undo(ChainedEntry past, Map<UnitId, StoredUnit> units, Map<UnitId, Version> older) {
        past.entry().put().forEach(id -> {
            units.remove(id);
            older.remove(id);
        });
        older.putAll(past.before());
    }

    private Map<UnitId, StoredUnit> versions(long generation, Map<UnitId, Version> versions) {
        List<String> names = new ArrayList<>();
        versions.forEach((id, version) -> names.add(name(id, version.generation())));
        List<byte[]> texts = connection.run(Script.VERSIONS, List.of(keys.versions()), Connection.bytes(names));
        Map<UnitId, StoredUnit> units = new TreeMap<>();
        for (Map.Entry<UnitId, Version> version : versions.entrySet()) {
            int index = units.size();
            byte[] text = index < texts.size() ? texts.get(index) : new byte[0];
            if (!Sha256.of(text).equals(version.getValue().digest())) {
                throw new UnknownGenerationException(
                        generation,
                        "the version " + names.get(index) + " that it needs is not in " + connection.server()
                                + " as it was published");
            }
            units.put(version.getKey(), StoredUnitJson.read(version.getKey(), text));
        }
        return units;
    }

    /** What a version is called. */
    static String name(UnitId id, long generation) {
        return id + "@" + generation;
    }

    private static String describe(List<ChainedEntry> entries, Snapshot now) {
        if (entries.isEmpty()) {
            return now.generation() == 0 ? "nothing was published yet" : "the history has nothing that leads there";
        }
        return "this store keeps " + entries.get(entries.size() - 1).entry().generation() + " to "
                + entries.get(0).entry().generation();
    }
}
