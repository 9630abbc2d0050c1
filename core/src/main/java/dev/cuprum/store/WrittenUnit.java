package dev.cuprum.store;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.HostPattern;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.NodeSelector;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a unit that stands there as {@link StoredUnitJson} writes it, field by field: a node that starts reads thousands, and
 * each release brings some. Whatever is written in another way, or is wrong, is nothing here: the strict reader reads it, or
 * says what is wrong with it.
 */
final class WrittenUnit {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int MOST_DIGITS = 18;
    private static final String ESCAPES = "nrt\"\\bf/";
    private static final String ESCAPED = "\n\r\t\"\\\b\f/";

    /** Says that it is written in another way, which is no failure. */
    private static final class OtherwiseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OtherwiseException() {
            super("it is written in another way", null, false, false);
        }
    }

    private final String text;
    private int at;

    private WrittenUnit(String text) {
        this.text = text;
    }

    /**
     * The unit, where it is written so.
     *
     * @param given the id that it must have; null for any
     */
    static Optional<StoredUnit> read(@Nullable UnitId given, byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) { // It may stand for what is no UTF-8.
            return Optional.empty();
        }
        try {
            return Optional.of(new WrittenUnit(text).unit(given));
        } catch (OtherwiseException | InvalidUnitException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private StoredUnit unit(@Nullable UnitId given) {
        take("{\"id\":");
        String id = text();
        require(given == null || given.value().equals(id));
        take(",\"phase\":");
        Phase phase = Phase.parse(text());
        take(",\"code\":");
        ComputingUnit.Builder unit = ComputingUnit.builder(given == null ? UnitId.of(id) : given, phase, text());
        take(",\"language\":");
        unit.language(text());
        take(",\"order\":");
        long order = number();
        require(order == (int) order);
        unit.order((int) order).sampling(sampling()).match(match());
        take(",\"nodes\":");
        unit.nodes(list(NodeSelector::parse)).limits(limits());
        take(",\"onFailure\":");
        unit.onFailure(FailureMode.parse(text()));
        if (takes(",\"fallback\":")) {
            unit.fallbackId(UnitId.of(text()));
        }
        take(",\"enabled\":");
        boolean enabled = takes("true");
        if (!enabled) {
            take("false");
        }
        unit.enabled(enabled);
        if (takes(",\"variable\":")) {
            unit.variable(text());
        }
        if (takes(",\"expiresAt\":")) {
            unit.expiresAt(Instant.parse(text()));
        }
        take(",\"generation\":");
        long generation = number();
        require(generation > 0);
        take("}");
        require(at == text.length());
        return new StoredUnit(unit.build(), generation);
    }

    private Sampling sampling() {
        if (takes(",\"sampling\":{\"percent\":100,\"mode\":\"random\",\"key\":\"remote_addr\"}")) {
            return Sampling.ALL;
        }
        take(",\"sampling\":{\"percent\":");
        double percent = number();
        take(",\"mode\":");
        Sampling.Mode mode = Sampling.Mode.parse(text());
        take(",\"key\":");
        String key = text();
        take("}");
        return new Sampling(percent, mode, key);
    }

    private Match match() {
        if (takes(",\"match\":{\"hosts\":[],\"paths\":[],\"methods\":[]}")) {
            return Match.ALL;
        }
        take(",\"match\":{\"hosts\":");
        List<HostPattern> hosts = list(HostPattern::parse);
        take(",\"paths\":");
        List<PathPattern> paths = list(PathPattern::parse);
        take(",\"methods\":");
        List<String> methods = list(Function.identity());
        List<String> routes = takes(",\"routes\":") ? list(Function.identity()) : List.of();
        take("}");
        return new Match(hosts, paths, methods, routes);
    }

    private Limits limits() {
        if (takes(",\"limits\":{\"timeoutMs\":50,\"memoryMb\":16}")) {
            return Limits.DEFAULT;
        }
        take(",\"limits\":{\"timeoutMs\":");
        long timeout = number();
        take(",\"memoryMb\":");
        long memory = number();
        take("}");
        return Limits.of(timeout, memory);
    }

    private <T> List<T> list(Function<String, T> parse) {
        if (takes("[]")) {
            return List.of();
        }
        List<T> list = new ArrayList<>();
        take("[");
        do {
            list.add(parse.apply(text()));
        } while (takes(","));
        take("]");
        return list;
    }

    /** A whole number as it is written, without a zero before it. */
    private long number() {
        boolean negative = takes("-");
        int start = at;
        long number = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = 10 * number + (text.charAt(at++) - '0');
            require(at - start <= MOST_DIGITS);
        }
        require(at > start && (text.charAt(start) != '0' || (at == start + 1 && !negative)));
        return negative ? -number : number;
    }

    /** A text in quotes; none with characters that are named by their numbers. */
    private String text() {
        take("\"");
        int start = at;
        StringBuilder before = null;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                String rest = text.substring(start, at++);
                return before == null ? rest : before.append(rest).toString();
            }
            require(c >= ' ');
            if (c == '\\') {
                before = before == null ? new StringBuilder(text.length() - start) : before;
                before.append(text, start, at++).append(escaped());
                start = at + 1;
            }
        }
        throw new OtherwiseException();
    }

    private char escaped() {
        int which = at < text.length() ? ESCAPES.indexOf(text.charAt(at)) : -1;
        require(which >= 0);
        return ESCAPED.charAt(which);
    }

    private boolean takes(String expected) {
        boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    private void take(String expected) {
        require(takes(expected));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new OtherwiseException();
        }
    }
}
