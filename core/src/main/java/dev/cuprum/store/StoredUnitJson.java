package dev.cuprum.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.UnitId;
import org.jspecify.annotations.Nullable;

/** The JSON form of a unit in a store: as {@link UnitJson} has it, with the generation that brought it. */
public final class StoredUnitJson {

    private StoredUnitJson() {}

    /** The written form, in one line. */
    public static String write(StoredUnit stored) {
        return UnitJson.write(stored.unit())
                .put("generation", stored.generation())
                .toString();
    }

    /**
     * Reads a unit that is kept under its id.
     *
     * @throws dev.cuprum.unit.InvalidUnitException with everything that is wrong
     */
    public static StoredUnit read(UnitId id, byte[] json) {
        return WrittenUnit.read(id, json).orElseGet(() -> readStrictly(id, json));
    }

    /**
     * Reads a unit that names its id.
     *
     * @throws dev.cuprum.unit.InvalidUnitException with everything that is wrong
     */
    static StoredUnit read(byte[] json) {
        return WrittenUnit.read(null, json).orElseGet(() -> readStrictly(null, json));
    }

    /**
     * Reads a unit that is written in any way.
     *
     * @param id the id that it must have; null for any
     * @throws dev.cuprum.unit.InvalidUnitException with everything that is wrong
     */
    static StoredUnit readStrictly(@Nullable UnitId id, byte[] json) {
        Problems problems = new Problems();
        JsonNode root = JsonDocument.read(json, problems);
        long generation = generation(root, problems);
        ComputingUnit unit = UnitJsonReader.read(root, id, problems);
        return new StoredUnit(unit, generation);
    }

    private static long generation(JsonNode root, Problems problems) {
        JsonNode generation = root.get("generation");
        boolean whole = generation != null && generation.isIntegralNumber() && generation.canConvertToLong();
        problems.require(
                whole && generation.longValue() > 0, "generation", "it must be the number of the release, 1 or more");
        return whole ? generation.longValue() : 0;
    }
}
