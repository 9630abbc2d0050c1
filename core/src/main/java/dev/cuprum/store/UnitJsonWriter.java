package dev.cuprum.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.unit.ComputingUnit;
import java.util.Collection;

/** Writes a unit in its JSON form. */
final class UnitJsonWriter {

    private UnitJsonWriter() {}

    static ObjectNode write(ComputingUnit unit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", unit.id().value());
        json.put("phase", unit.phase().wireName());
        json.put("code", unit.code());
        json.put("language", unit.language());
        json.put("order", unit.order());
        ObjectNode sampling = json.putObject("sampling");
        putPercent(sampling, unit.sampling().percent());
        sampling.put("mode", unit.sampling().mode().wireName());
        sampling.put("key", unit.sampling().key());
        ObjectNode match = json.putObject("match");
        putTexts(match, "hosts", unit.match().hosts());
        putTexts(match, "paths", unit.match().paths());
        putTexts(match, "methods", unit.match().methods());
        if (!unit.match().routes().isEmpty()) {
            putTexts(match, "routes", unit.match().routes());
        }
        putTexts(json, "nodes", unit.nodes());
        ObjectNode limits = json.putObject("limits");
        limits.put("timeoutMs", unit.limits().timeout().toMillis());
        limits.put("memoryMb", unit.limits().memoryMb());
        json.put("onFailure", unit.onFailure().wireName());
        unit.fallback().ifPresent(id -> json.put("fallback", id.value()));
        json.put("enabled", unit.enabled());
        unit.variable().ifPresent(name -> json.put("variable", name));
        unit.expiresAt().ifPresent(at -> json.put("expiresAt", at.toString()));
        return json;
    }

    /** A whole percentage as people write it: 50, not 50.0. */
    private static void putPercent(ObjectNode sampling, double percent) {
        if (percent == Math.rint(percent)) {
            sampling.put("percent", (int) percent);
        } else {
            sampling.put("percent", percent);
        }
    }

    private static void putTexts(ObjectNode json, String name, Collection<?> values) {
        var array = json.putArray(name);
        values.forEach(value -> array.add(value.toString()));
    }
}
