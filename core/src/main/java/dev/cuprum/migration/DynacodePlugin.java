package dev.cuprum.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.List;
import java.util.Optional;

/** One plugin of a document of lua-resty-dynacode. */
final class DynacodePlugin {

    /** What dynacode looks at. */
    static final List<String> FIELDS = List.of("name", "phase", "code", "skip");

    private final JsonNode plugin;
    private final String domain;
    private final String name;
    private final String source;

    /**
     * @param domain the name of its domain
     * @param place where it stands in the document
     */
    DynacodePlugin(JsonNode plugin, String domain, String place) {
        this.plugin = plugin;
        this.domain = domain;
        this.name = plugin.path("name").asText("");
        this.source = "plugin '" + name + "' of domain '" + domain + "' (" + place + ")";
    }

    /** What it is, as people know it. */
    String source() {
        return source;
    }

    void translate(Collector collector, DynacodeHosts hosts, int order, boolean enabled) {
        UnitId id = collector.id((domain.equals("*") ? "all" : domain) + "." + name, source);
        LuaText code = LuaText.of(plugin.path("code").asText(""));
        Optional<String> objection =
                toFields().or(this::toPhase).or(() -> toCode(code)).or(() -> Available.objection(code));
        if (objection.isPresent()) {
            collector.leave(source, id, objection.get());
            return;
        }
        Phase phase = Phase.parse(plugin.path("phase").textValue());
        String guarded = hosts.guard(domain) + plugin.path("code").textValue();
        ComputingUnit.Builder unit = ComputingUnit.builder(id, phase, guarded)
                .order(order)
                .match(hosts.match(domain))
                .enabled(enabled && !skipped());
        if (skipped()) {
            collector.note(
                    source, "says 'skip', so that dynacode does not run it; it is published with \"enabled\": false");
        }
        if (hosts.asksInCode(domain)) {
            collector.note(
                    source,
                    "has a domain whose expression is not in RE2's syntax, which a match needs; its code asks for it");
        }
        for (String module : Available.modulesToProvide(code)) {
            collector.note(source, Available.toProvide(module));
        }
        collector.carry(source, unit, id);
    }

    /** Anything but false is true in Lua, null of cjson included. */
    private boolean skipped() {
        JsonNode skip = plugin.path("skip");
        return !skip.isMissingNode() && !(skip.isBoolean() && !skip.booleanValue());
    }

    private Optional<String> toFields() {
        if (plugin.has("plugins") && !plugin.has("code")) {
            return Optional.of(
                    "it holds plugins of its own, which dynacode never runs; put them into the domain itself");
        }
        for (String field : List.of("name", "phase", "code")) {
            if (!plugin.path(field).isTextual()) {
                return Optional.of("it has no text '" + field + "'");
            }
        }
        return plugin.path("code").textValue().isBlank() ? Optional.of("its code is empty") : Optional.empty();
    }

    private Optional<String> toPhase() {
        String phase = plugin.path("phase").textValue();
        return switch (phase) {
            case "server_rewrite",
                    "rewrite",
                    "access",
                    "precontent",
                    "content",
                    "header_filter",
                    "body_filter",
                    "log" -> Optional.empty();
            case "init", "init_worker" ->
                Optional.of("dynacode never runs plugins in the phase " + phase
                        + ", and here this one would run; publish it by hand if that is wanted");
            case "set", "balancer", "ssl_cert", "timer" ->
                Optional.of("plugins of the phase " + phase + " do not run here");
            case "ssl_client_hello", "ssl_session_fetch", "ssl_session_store" ->
                Optional.of("plugins of the phase " + phase + " cannot run here: the JDK has no such hook");
            default -> Optional.of("there is no phase '" + phase + "', and dynacode never runs it");
        };
    }

    private static Optional<String> toCode(LuaText code) {
        return code.endsInComment()
                ? Optional.of(
                        "its code ends in a comment, which in dynacode hides the end of the function around it, so that"
                                + " it does not compile there; end it with a new line")
                : Optional.empty();
    }
}
