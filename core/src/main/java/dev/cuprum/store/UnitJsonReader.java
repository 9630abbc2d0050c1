package dev.cuprum.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.HostPattern;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.NodeSelector;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one unit from its JSON form. Where a field is wrong, a harmless value takes its place until the end, so that
 * the others are looked at too, and the unit is refused then.
 */
final class UnitJsonReader {

    private static final List<String> FIELDS = List.of(
            "id",
            "phase",
            "code",
            "language",
            "order",
            "sampling",
            "match",
            "nodes",
            "limits",
            "onFailure",
            "fallback",
            "enabled",
            "expiresAt",
            "variable");
    private static final Set<String> KNOWN = ordered(Stream.concat(FIELDS.stream(), UnitJson.READ_ONLY.stream()));
    private static final Set<String> SAMPLING = ordered(Stream.of("percent", "mode", "key"));
    private static final Set<String> MATCH = ordered(Stream.of("hosts", "paths", "methods", "routes"));
    private static final Set<String> LIMITS = ordered(Stream.of("timeoutMs", "memoryMb"));

    private static final UnitId SOME_ID = UnitId.of("-");
    private static final String SOME_CODE = "-";

    private final JsonFields fields;
    private final Problems problems;

    private static Set<String> ordered(Stream<String> names) {
        return names.collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private UnitJsonReader(JsonNode node, Problems problems) {
        this.fields = new JsonFields(node, "", KNOWN, problems);
        this.problems = problems;
    }

    /**
     * @param given the id, where it is known already
     * @param problems what is wrong so far
     * @throws InvalidUnitException with these problems and all others
     */
    static ComputingUnit read(JsonNode node, @Nullable UnitId given, Problems problems) {
        UnitJsonReader reader = new UnitJsonReader(node, problems);
        Optional<ComputingUnit> unit = reader.read(given);
        problems.throwIfAny();
        return unit.orElseThrow();
    }

    private Optional<ComputingUnit> read(@Nullable UnitId given) {
        ComputingUnit.Builder unit = ComputingUnit.builder(id(given), phase(), code());
        fields.text("language").ifPresent(unit::language);
        fields.whole("order", Integer.MIN_VALUE, Integer.MAX_VALUE).ifPresent(order -> unit.order(order.intValue()));
        sampling().ifPresent(unit::sampling);
        match().ifPresent(unit::match);
        unit.nodes(each("", "nodes", fields.texts("nodes"), NodeSelector::parse));
        limits().ifPresent(unit::limits);
        failure(unit);
        fields.flag("enabled").ifPresent(unit::enabled);
        fields.instant("expiresAt").ifPresent(unit::expiresAt);
        fields.text("variable").ifPresent(unit::variable);
        return problems.attempt("", unit::build);
    }

    private UnitId id(@Nullable UnitId given) {
        Optional<UnitId> own = fields.text("id").flatMap(id -> problems.attemptAs("id", () -> UnitId.of(id)));
        if (given == null) {
            fields.require("id", "it is missing; every unit needs an id");
            return own.orElse(SOME_ID);
        }
        if (own.isPresent() && !own.get().equals(given)) {
            problems.add(
                    "id",
                    "it says '" + own.get() + "', and the address says '" + given
                            + "'; make them the same, or leave it out here");
        }
        return given;
    }

    private Phase phase() {
        fields.require("phase", "it is missing; every unit needs a phase, such as \"phase\":\"rewrite\"");
        return fields.text("phase")
                .flatMap(name -> problems.attempt("", () -> Phase.parse(name)))
                .orElse(Phase.REWRITE);
    }

    private String code() {
        fields.require("code", "it is missing; every unit needs some code to run");
        return fields.text("code").orElse(SOME_CODE);
    }

    private Optional<Sampling> sampling() {
        return fields.object("sampling", SAMPLING).flatMap(sampling -> {
            sampling.require("percent", "it is missing; say which share of the requests, 0 to 100");
            double percent = sampling.number("percent").orElse(100.0);
            Sampling.Mode mode = sampling.text("mode")
                    .flatMap(name -> problems.attempt("sampling", () -> Sampling.Mode.parse(name)))
                    .orElse(Sampling.Mode.RANDOM);
            String key = sampling.text("key").orElse(Sampling.DEFAULT_KEY);
            return problems.attempt("sampling", () -> new Sampling(percent, mode, key));
        });
    }

    private Optional<Match> match() {
        return fields.object("match", MATCH).flatMap(match -> {
            List<HostPattern> hosts = each("match.", "hosts", match.texts("hosts"), HostPattern::parse);
            List<PathPattern> paths = each("match.", "paths", match.texts("paths"), PathPattern::parse);
            List<String> methods = match.texts("methods");
            List<String> routes = match.texts("routes");
            return problems.attempt("match", () -> new Match(hosts, paths, methods, routes));
        });
    }

    private Optional<Limits> limits() {
        return fields.object("limits", LIMITS).flatMap(limits -> {
            long timeout = limits.whole("timeoutMs", 1, Limits.MAX_TIMEOUT.toMillis())
                    .orElse(Limits.DEFAULT.timeout().toMillis());
            long memory =
                    limits.whole("memoryMb", 1, Limits.MAX_MEMORY_BYTES >> 20).orElse(Limits.DEFAULT.memoryMb());
            return problems.attempt("limits", () -> Limits.of(timeout, memory));
        });
    }

    private void failure(ComputingUnit.Builder unit) {
        Optional<UnitId> fallback =
                fields.text("fallback").flatMap(id -> problems.attemptAs("fallback", () -> UnitId.of(id)));
        Optional<FailureMode> mode =
                fields.text("onFailure").flatMap(name -> problems.attempt("", () -> FailureMode.parse(name)));
        boolean modeIsWrong = fields.has("onFailure") && mode.isEmpty();
        boolean fallbackIsWrong = fields.has("fallback") && fallback.isEmpty();
        if (modeIsWrong || fallbackIsWrong) {
            return; // Whether the two go together cannot be said.
        }
        mode.ifPresent(unit::onFailure);
        fallback.ifPresent(unit::fallbackId);
    }

    private <T> List<T> each(String parent, String name, List<String> texts, Function<String, T> parse) {
        if (texts.isEmpty()) {
            return List.of();
        }
        List<T> result = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            problems.attempt(parent + name + "[" + i + "]", () -> parse.apply(text))
                    .ifPresent(result::add);
        }
        return result;
    }
}
