package dev.cuprum.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.UnitId;
import java.util.List;

/**
 * The JSON form of a unit, the same everywhere outside the JVM. Reading is strict and complains of everything at once;
 * what {@link #write} has written, {@code read} reads as an equal unit.
 *
 * <pre>{@code
 * {"id": "auth", "phase": "access", "code": "…", "language": "lua", "order": 0,
 *  "sampling": {"percent": 50, "mode": "even", "key": "remote_addr"},
 *  "match": {"hosts": [], "paths": ["/lua", "= /x", "~ ^/re"], "methods": []},
 *  "nodes": [], "limits": {"timeoutMs": 50, "memoryMb": 16},
 *  "onFailure": "open", "fallback": "other", "enabled": true, "expiresAt": "2030-01-01T00:00:00Z"}
 * }</pre>
 *
 * <p>Only phase and code are required. {@link #READ_ONLY} fields may be there and are not read.
 */
public final class UnitJson {

    /** What a control plane says of a unit beside the unit itself, so that what was read may be sent back. */
    public static final List<String> READ_ONLY = List.of("generation", "etag", "source", "breaker", "failure");

    private UnitJson() {}

    /**
     * Reads a unit whose id is known already; where the text names one too, it must be the same.
     *
     * @throws dev.cuprum.unit.InvalidUnitException with everything that is wrong
     */
    public static ComputingUnit read(UnitId id, byte[] json) {
        Problems problems = new Problems();
        JsonNode root = JsonDocument.read(json, problems);
        return UnitJsonReader.read(root, id, problems);
    }

    /**
     * Reads a unit that names its id.
     *
     * @throws dev.cuprum.unit.InvalidUnitException with everything that is wrong
     */
    public static ComputingUnit read(byte[] json) {
        Problems problems = new Problems();
        JsonNode root = JsonDocument.read(json, problems);
        return UnitJsonReader.read(root, null, problems);
    }

    /** The written form: every field that has a value, the defaults among them, always in the same order. */
    public static ObjectNode write(ComputingUnit unit) {
        return UnitJsonWriter.write(unit);
    }
}
