package dev.cuprum.undertow.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.migration.Migration;
import dev.cuprum.migration.Migration.Carried;
import dev.cuprum.migration.Migration.Left;
import dev.cuprum.store.ReleaseJson;
import dev.cuprum.store.UnitJson;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * What has to change so that a node has the units of a source.
 *
 * @param put units to create or replace
 * @param replaced those of {@code put} that are there in another version
 * @param delete units of former imports that the source does not have any more
 * @param kept units of former imports that the source has in a version that cannot be carried over
 * @param unchanged how many are there as they should be
 */
record Difference(List<Carried> put, Set<UnitId> replaced, List<UnitId> delete, List<UnitId> kept, int unchanged) {

    Difference {
        put = List.copyOf(put);
        replaced = Set.copyOf(replaced);
        delete = List.copyOf(delete);
        kept = List.copyOf(kept);
    }

    /**
     * @param present the units of former imports
     */
    static Difference between(Migration migration, SortedMap<UnitId, ComputingUnit> present) {
        List<Carried> put = new ArrayList<>();
        Set<UnitId> replaced = new HashSet<>();
        Set<UnitId> gone = new HashSet<>(present.keySet());
        for (Carried carried : migration.carried()) {
            ComputingUnit unit = carried.unit();
            gone.remove(unit.id());
            if (!unit.equals(present.get(unit.id()))) {
                put.add(carried);
                if (present.containsKey(unit.id())) {
                    replaced.add(unit.id());
                }
            }
        }
        List<UnitId> kept = migration.left().stream()
                .map(Left::id)
                .filter(gone::remove)
                .sorted()
                .toList();
        List<UnitId> delete = gone.stream().sorted().toList();
        return new Difference(put, replaced, delete, kept, migration.carried().size() - put.size());
    }

    boolean isEmpty() {
        return put.isEmpty() && delete.isEmpty();
    }

    /** The release that makes the change, in its JSON form. */
    ObjectNode release(String source) {
        ObjectNode release = JsonNodeFactory.instance.objectNode();
        ArrayNode units = release.putArray("put");
        put.forEach(carried -> units.add(UnitJson.write(carried.unit())));
        ArrayNode ids = release.putArray("delete");
        delete.forEach(id -> ids.add(id.value()));
        String comment = "import from " + source;
        release.put("comment", comment.substring(0, Math.min(comment.length(), ReleaseJson.MAX_COMMENT)));
        return release;
    }

    /** What a place in the release is, in the words of the source: {@code put[2].code} as {@code plugin 'x', code}. */
    String place(String field) {
        for (int i = 0; i < put.size(); i++) {
            String place = "put[" + i + "]";
            if (field.equals(place)) {
                return put.get(i).source();
            }
            if (field.startsWith(place + ".")) {
                return put.get(i).source() + ", " + field.substring(place.length() + 1);
            }
        }
        for (int i = 0; i < delete.size(); i++) {
            if (field.equals("delete[" + i + "]")) {
                return "unit '" + delete.get(i) + "'";
            }
        }
        return field;
    }
}
