package dev.cuprum.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cuprum.store.JsonDocument;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes units of a document of lua-resty-dynacode: {@code general} with a status and domains to skip, and
 * {@code domains} with a name each and its plugins. A unit stands where its plugin stands in the document, is for the
 * hosts of its domain, and does nothing for those that are to be skipped.
 */
public final class DynacodeDocument {

    /** What the ids of these units begin with, unless somebody says otherwise. */
    public static final String PREFIX = "dynacode.";

    private static final List<String> FIELDS = List.of("general", "domains");
    private static final List<String> GENERAL_FIELDS = List.of("status", "skip_domains");
    private static final List<String> DOMAIN_FIELDS = List.of("name", "plugins");

    private final Collector collector;
    private int order;

    private DynacodeDocument(String prefix) {
        this.collector = new Collector(prefix);
    }

    /**
     * Makes units.
     *
     * @param json the document
     * @param prefix what all ids begin with
     * @throws MigrationException where it is no document that dynacode would run, or two plugins would become the
     *     same id
     */
    public static Migration translate(byte[] json, String prefix) {
        DynacodeDocument document = new DynacodeDocument(prefix);
        document.translate(read(json));
        return document.collector.migration();
    }

    private static JsonNode read(byte[] json) {
        try {
            Problems problems = new Problems();
            JsonNode root = JsonDocument.read(json, problems);
            problems.throwIfAny();
            return root;
        } catch (InvalidUnitException e) {
            throw new MigrationException("the document cannot be read: " + e.describe());
        }
    }

    private void translate(JsonNode root) {
        JsonNode general = root.path("general");
        if (!general.isObject()) {
            throw new MigrationException(
                    "the document has no object 'general'; dynacode runs nothing of such a document");
        }
        noteUnknown("the document", root, FIELDS);
        noteUnknown("general", general, GENERAL_FIELDS);
        String status = general.path("status").asText("");
        boolean enabled = status.equals("enabled");
        if (!enabled) {
            collector.note(
                    "general",
                    "the status is '" + status + "' and not 'enabled', so that dynacode runs nothing; the units are"
                            + " published with \"enabled\": false");
        }
        List<String> skipped = skipped(general.path("skip_domains"));
        List<JsonNode> domains = elements(root.path("domains"), "domains");
        for (int i = 0; i < domains.size(); i++) {
            translate(domains.get(i), "domains[" + i + "]", new DynacodeHosts(skipped), enabled);
        }
    }

    private static List<String> skipped(JsonNode list) {
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        List<String> skipped = new ArrayList<>();
        for (JsonNode expression : elements(list, "general.skip_domains")) {
            if (!expression.isTextual()) {
                throw new MigrationException(
                        "general.skip_domains[" + skipped.size() + "] is no text; dynacode fails at it");
            }
            skipped.add(expression.textValue());
        }
        return skipped;
    }

    /** A list; an empty object stands for an empty one, as cjson writes tables that are empty. */
    private static List<JsonNode> elements(JsonNode list, String place) {
        if (!list.isArray() && !(list.isObject() && list.isEmpty())) {
            throw new MigrationException(place + " is no list […]; dynacode runs nothing of such a document");
        }
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements;
    }

    private void translate(JsonNode domain, String place, DynacodeHosts hosts, boolean enabled) {
        if (!domain.path("name").isTextual()) {
            throw new MigrationException(place + " has no name; dynacode fails at it for every request");
        }
        String name = domain.path("name").textValue();
        noteUnknown("domain '" + name + "'", domain, DOMAIN_FIELDS);
        List<JsonNode> plugins = elements(domain.path("plugins"), place + ".plugins");
        for (int i = 0; i < plugins.size(); i++) {
            order++;
            DynacodePlugin plugin = new DynacodePlugin(plugins.get(i), name, place + ".plugins[" + i + "]");
            plugin.translate(collector, hosts, order, enabled);
            noteUnknown(plugin.source(), plugins.get(i), DynacodePlugin.FIELDS);
        }
    }

    private void noteUnknown(String source, JsonNode object, List<String> known) {
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                collector.note(source, "has a field '" + field + "', which means nothing to dynacode and is left out");
            }
        });
    }
}
