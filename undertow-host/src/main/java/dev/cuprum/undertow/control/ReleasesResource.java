package dev.cuprum.undertow.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.Edge;
import dev.cuprum.Publication;
import dev.cuprum.catalog.CompileFailure;
import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.Release;
import dev.cuprum.store.ReleaseJson;
import dev.cuprum.store.Snapshot;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.UnitId;
import java.util.Collection;
import java.util.List;

/** {@code /api/releases}: several changes as one, the past, and the way back. Safe for use by several threads. */
final class ReleasesResource {

    /** Who publishes: whoever holds the admin token. */
    static final String AUTHOR = "admin";

    private final Edge edge;

    ReleasesResource(Edge edge) {
        this.edge = edge;
    }

    /** The releases of the past, newest first. */
    Answer list(Call call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        Snapshot newest = edge.store().load();
        answer.put("generation", newest.generation());
        newest.activateAt().ifPresent(instant -> answer.put("activateAt", instant.toString()));
        ArrayNode releases = answer.putArray("releases");
        for (HistoryEntry entry : edge.store().history()) {
            ObjectNode release = releases.addObject();
            release.put("generation", entry.generation());
            release.put("at", entry.at().toString());
            release.put("author", entry.author());
            release.put("comment", entry.comment());
            putIds(release, "put", entry.put());
            putIds(release, "delete", entry.deleted());
        }
        return Answer.of(200, answer);
    }

    /** Publishes several changes as one generation. */
    Answer publish(Call call) {
        Wait wait = Wait.of(call);
        Release release = ReleaseJson.read(call.body()).author(AUTHOR).build();
        Publication publication = publish(release);
        return published(publication.snapshot(), publication.warnings(), wait);
    }

    private Publication publish(Release release) {
        try {
            return edge.publish(release);
        } catch (InvalidUnitException e) {
            if (release.put().isEmpty() || !release.place(0).isEmpty()) {
                throw e;
            }
            // The release is nothing but one unit, and still a list here.
            throw new InvalidUnitException(e.problems().stream()
                    .map(problem -> problem.under("put[0]"))
                    .toList());
        }
    }

    /** Returns to an older generation, as a new one. */
    Answer rollback(Call call) {
        Wait wait = Wait.of(call);
        long generation = generation(call.variable());
        String comment = ReleaseJson.readComment(call.body());
        Snapshot snapshot = edge.store().rollback(generation, AUTHOR, comment);
        List<String> warnings = edge.catalog().failures().stream()
                .map(ReleasesResource::warning)
                .toList();
        return published(snapshot, warnings, wait);
    }

    private static long generation(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw InvalidUnitException.of(
                    "generation", "'" + text + "' is no generation; GET /api/releases lists those there are");
        }
    }

    private static String warning(CompileFailure failure) {
        return "unit '" + failure.id() + "' does not run on this node: " + failure.message();
    }

    private Answer published(Snapshot snapshot, List<String> warnings, Wait wait) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("generation", snapshot.generation());
        ObjectNode etags = answer.putObject("etags");
        snapshot.units().forEach((id, stored) -> {
            if (stored.generation() == snapshot.generation()) {
                etags.put(id.value(), stored.etag());
            }
        });
        snapshot.activateAt().ifPresent(instant -> answer.put("activateAt", instant.toString()));
        warnings.forEach(answer.putArray("warnings")::add);
        wait.describe(edge, snapshot.generation(), answer);
        return Answer.of(200, answer);
    }

    private static void putIds(ObjectNode json, String name, Collection<UnitId> ids) {
        ArrayNode array = json.putArray(name);
        ids.forEach(id -> array.add(id.value()));
    }
}
