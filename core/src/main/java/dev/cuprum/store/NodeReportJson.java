package dev.cuprum.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.UnitId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The JSON form of what a node says of itself. */
public final class NodeReportJson {

    private NodeReportJson() {}

    /** The written form. */
    public static ObjectNode write(NodeReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", report.name());
        ObjectNode labels = json.putObject("labels");
        new TreeMap<>(report.labels()).forEach(labels::put);
        json.put("version", report.version());
        json.put("startedAt", report.startedAt().toString());
        json.put("generation", report.generation());
        json.put("prepared", report.prepared());
        json.put("epoch", report.epoch());
        ArrayNode failures = json.putArray("failures");
        report.failures().forEach(failure -> failures.addObject()
                .put("unit", failure.id().value())
                .put("message", failure.message())
                .put("keptLastGood", failure.keptLastGood()));
        report.startFailures().forEach(json.putArray("startFailures")::add);
        ArrayNode alarms = json.putArray("alarms");
        report.alarms().forEach(alarm -> alarms.addObject()
                .put("kind", alarm.kind().wireName())
                .put("message", alarm.message())
                .put("since", alarm.since().toString()));
        json.put("stuckThreads", report.stuckThreads());
        ArrayNode off = json.putArray("switchedOff");
        report.switchedOff()
                .forEach(unit -> off.addObject().put("unit", unit.id().value()).put("message", unit.message()));
        return json;
    }

    /** The written form, in one line. */
    public static String text(NodeReport report) {
        return write(report).toString();
    }

    /** Reads what another node has written; nothing where it is no report, as that of a version yet to come. */
    public static Optional<NodeReport> read(byte[] text) {
        Problems problems = new Problems();
        JsonNode json = JsonDocument.read(text, problems);
        if (!problems.isEmpty() || !json.isObject()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NodeReport(
                    json.path("name").asText(),
                    labels(json.path("labels")),
                    json.path("version").asText(),
                    Instant.parse(json.path("startedAt").asText()),
                    json.path("generation").asLong(),
                    json.path("prepared").asLong(),
                    json.path("epoch").asText(),
                    failures(json.path("failures")),
                    texts(json.path("startFailures")),
                    alarms(json.path("alarms")),
                    json.path("stuckThreads").asInt(),
                    switchedOff(json.path("switchedOff"))));
        } catch (DateTimeException | InvalidUnitException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> labels(JsonNode json) {
        Map<String, String> labels = new TreeMap<>();
        json.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static List<NodeReport.Failure> failures(JsonNode json) {
        List<NodeReport.Failure> failures = new ArrayList<>();
        json.forEach(one -> failures.add(new NodeReport.Failure(
                UnitId.of(one.path("unit").asText()),
                one.path("message").asText(),
                one.path("keptLastGood").asBoolean())));
        return failures;
    }

    private static List<NodeReport.SwitchedOff> switchedOff(JsonNode json) {
        List<NodeReport.SwitchedOff> units = new ArrayList<>();
        json.forEach(one -> units.add(new NodeReport.SwitchedOff(
                UnitId.of(one.path("unit").asText()), one.path("message").asText())));
        return units;
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static List<StoreAlarm> alarms(JsonNode json) {
        List<StoreAlarm> alarms = new ArrayList<>();
        json.forEach(one -> StoreAlarm.Kind.of(one.path("kind").asText())
                .ifPresent(kind -> alarms.add(new StoreAlarm(
                        kind,
                        one.path("message").asText(),
                        Instant.parse(one.path("since").asText())))));
        return alarms;
    }
}
