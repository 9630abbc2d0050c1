package dev.cuprum.undertow.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.Edge;
import dev.cuprum.Publication;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.store.PreconditionFailedException;
import dev.cuprum.store.Release;
import dev.cuprum.store.Release.Precondition;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.UnitJson;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.UnitId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** {@code /api/units}: the units one by one. Safe for use by several threads. */
final class UnitsResource {

    /** How often a change that asks for nothing is tried as a change of the unit that this node knows. */
    private static final int ATTEMPTS = 5;

    /** What came of a change, and whether it created the unit. */
    private record Change(Publication publication, boolean created) {}

    private final Edge edge;

    UnitsResource(Edge edge) {
        this.edge = edge;
    }

    /** All units, without their code. */
    Answer list(Call call) {
        Snapshot snapshot = edge.store().load();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("generation", snapshot.generation());
        ArrayNode units = answer.putArray("units");
        all(snapshot).forEach(stored -> {
            ObjectNode unit = describe(stored);
            unit.remove("code");
            units.add(unit);
        });
        return Answer.of(200, answer);
    }

    /** The units of the store, and beside them those that this node has of its own. */
    private Collection<StoredUnit> all(Snapshot snapshot) {
        Map<UnitId, StoredUnit> all = new TreeMap<>();
        edge.units().forEach(unit -> all.put(unit.id(), new StoredUnit(unit, 0)));
        all.putAll(snapshot.units());
        return all.values();
    }

    private Optional<StoredUnit> own(UnitId id) {
        return edge.units().stream()
                .filter(unit -> unit.id().equals(id))
                .findFirst()
                .map(unit -> new StoredUnit(unit, 0));
    }

    /** One unit. Its tag names the unit as it was published, not the state of its breaker. */
    Answer get(Call call) {
        UnitId id = call.id();
        StoredUnit stored = edge.store().load().unit(id).or(() -> own(id)).orElseThrow(() -> notThere(id));
        if (Conditions.of(call.headers()).notModified(stored.etag())) {
            return Answer.empty(304).etag(stored.etag());
        }
        return Answer.of(200, describe(stored)).etag(stored.etag());
    }

    /** Creates or replaces a unit. */
    Answer put(Call call) {
        UnitId id = call.id();
        Wait wait = Wait.of(call);
        ComputingUnit unit = UnitJson.read(id, call.body());
        Change change = change(call, id, release -> release.put(unit), false);
        Publication publication = change.publication();
        String etag = publication.snapshot().unit(id).orElseThrow().etag();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("id", id.value());
        answer.put("generation", publication.generation());
        answer.put("etag", etag);
        publication.warnings().forEach(answer.putArray("warnings")::add);
        wait.describe(edge, publication.generation(), answer);
        return Answer.of(change.created() ? 201 : 200, answer).etag(etag);
    }

    /** Removes a unit. */
    Answer delete(Call call) {
        UnitId id = call.id();
        Wait wait = Wait.of(call);
        Change change = change(call, id, release -> release.delete(id), true);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("id", id.value());
        answer.put("generation", change.publication().generation());
        wait.describe(edge, change.publication().generation(), answer);
        return Answer.of(200, answer);
    }

    /**
     * Publishes a change of one unit under the conditions of the call. Where the call sets none, somebody else's
     * change that comes between is no reason to refuse it, so it looks again; and in the end goes without a condition,
     * as the store may have a unit that this node is not shown, while an alarm stands.
     */
    private Change change(Call call, UnitId id, UnaryOperator<Release.Builder> how, boolean mustExist) {
        Conditions conditions = Conditions.of(call.headers());
        for (int attempt = 1; ; attempt++) {
            Optional<StoredUnit> before = edge.store().load().unit(id);
            Precondition precondition = conditions.evaluate(id, before);
            if (mustExist && before.isEmpty()) {
                throw own(id).isPresent() ? notPublished(id) : notThere(id);
            }
            try {
                return new Change(
                        edge.publish(
                                how.apply(release().require(id, precondition)).build()),
                        before.isEmpty());
            } catch (PreconditionFailedException e) {
                if (!conditions.isEmpty()) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    return withoutCondition(id, how, mustExist, before.isPresent());
                }
            }
        }
    }

    /**
     * Publishes whatever the store has.
     *
     * @param isGone whether this node knows the unit, so that it was refused as the store does not have it
     */
    private Change withoutCondition(UnitId id, UnaryOperator<Release.Builder> how, boolean mustExist, boolean isGone) {
        if (mustExist && isGone) {
            throw notThere(id);
        }
        return new Change(edge.publish(how.apply(release()).build()), isGone);
    }

    private static Release.Builder release() {
        return Release.builder().author(ReleasesResource.AUTHOR);
    }

    private ObjectNode describe(StoredUnit stored) {
        UnitId id = stored.unit().id();
        Catalog catalog = edge.catalog();
        ObjectNode json = UnitJson.write(stored.unit());
        json.put("generation", stored.generation());
        json.put("etag", stored.etag());
        if (stored.generation() == 0) {
            json.put("source", "configuration");
        }
        catalog.unit(id).ifPresent(unit -> json.put("breaker", unit.guard().state()));
        catalog.failures().stream().filter(failure -> failure.id().equals(id)).forEach(failure -> json.putObject(
                        "failure")
                .put("message", failure.message())
                .put("keptLastGood", failure.keptLastGood()));
        return json;
    }

    private static Refusal notPublished(UnitId id) {
        return Refusal.of(
                409,
                "unit '" + id + "' was not published: it comes with the configuration of this node. Remove it there; or"
                        + " publish a unit of this id, which takes its place");
    }

    private static Refusal notThere(UnitId id) {
        return Refusal.of(404, "there is no unit '" + id + "'; GET /api/units lists those there are");
    }
}
