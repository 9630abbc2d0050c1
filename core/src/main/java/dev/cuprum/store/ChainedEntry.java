package dev.cuprum.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A release of the past as a store keeps it: a link of a chain, in which each names the digest of the text of the one
 * before it.
 *
 * @param entry what was published
 * @param before the version that each unit had which was replaced or removed; a unit that was created has none
 * @param release names this publication, so that one that was sent twice is known
 * @param previous the digest of the entry before this one; empty for the first
 */
public record ChainedEntry(HistoryEntry entry, Map<UnitId, Version> before, String release, String previous) {

    private static final List<String> FIELDS =
            List.of("generation", "at", "author", "comment", "put", "deleted", "before", "release", "previous");

    /**
     * A version of a unit.
     *
     * @param generation the generation that brought it
     * @param digest of its text in the store
     */
    public record Version(long generation, String digest) {}

    public ChainedEntry {
        before = Map.copyOf(before);
    }

    /** The JSON form, in one line. */
    public String write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("generation", entry.generation());
        json.put("at", entry.at().toString());
        json.put("author", entry.author());
        json.put("comment", entry.comment());
        putIds(json, "put", entry.put());
        putIds(json, "deleted", entry.deleted());
        ObjectNode versions = json.putObject("before");
        new TreeMap<>(before).forEach((id, version) -> versions.putObject(id.value())
                .put("generation", version.generation())
                .put("digest", version.digest()));
        json.put("release", release);
        json.put("previous", previous);
        return json.toString();
    }

    private static void putIds(ObjectNode json, String name, List<UnitId> ids) {
        var array = json.putArray(name);
        ids.forEach(id -> array.add(id.value()));
    }

    /**
     * Reads an entry.
     *
     * @throws InvalidUnitException with everything that is wrong
     */
    public static ChainedEntry read(String json) {
        Problems problems = new Problems();
        JsonNode root = JsonDocument.read(json.getBytes(StandardCharsets.UTF_8), problems);
        JsonFields fields = new JsonFields(root, "", FIELDS, problems);
        FIELDS.forEach(name -> fields.require(name, "it is missing"));
        HistoryEntry entry = new HistoryEntry(
                fields.whole("generation", 1, Long.MAX_VALUE).orElse(1L),
                instant(fields.text("at").orElse(""), problems),
                fields.text("author").orElse(""),
                fields.text("comment").orElse(""),
                ids("put", fields, problems),
                ids("deleted", fields, problems));
        Map<UnitId, Version> before = before(root.get("before"), problems);
        String release = fields.text("release").orElse("");
        String previous = fields.text("previous").orElse("");
        problems.throwIfAny();
        return new ChainedEntry(entry, before, release, previous);
    }

    private static Instant instant(String text, Problems problems) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            problems.add("at", "'" + text + "' is no instant");
            return Instant.EPOCH;
        }
    }

    private static List<UnitId> ids(String name, JsonFields fields, Problems problems) {
        List<UnitId> ids = new ArrayList<>();
        fields.texts(name)
                .forEach(id -> problems.attemptAs(name, () -> UnitId.of(id)).ifPresent(ids::add));
        return ids;
    }

    private static Map<UnitId, Version> before(@Nullable JsonNode versions, Problems problems) {
        Map<UnitId, Version> before = new TreeMap<>();
        if (versions == null || !versions.isObject()) {
            problems.add("before", "it must be a JSON object {…}");
            return before;
        }
        versions.properties().forEach(field -> {
            String place = "before." + field.getKey();
            JsonFields version = new JsonFields(field.getValue(), place, List.of("generation", "digest"), problems);
            long generation = version.whole("generation", 1, Long.MAX_VALUE).orElse(1L);
            String digest = version.text("digest").orElse("");
            problems.attemptAs(place, () -> UnitId.of(field.getKey()))
                    .ifPresent(id -> before.put(id, new Version(generation, digest)));
        });
        return before;
    }
}
