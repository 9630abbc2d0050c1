package dev.cuprum.migration;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.UnitId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Makes units of the values that resty-edge-computing keeps in Redis, each {@code phase||code||sampling} under the
 * name of the unit. What never runs there is left, with the reason; so is what cannot run here.
 */
public final class RestyUnits {

    /** What the ids of these units begin with, unless somebody says otherwise. */
    public static final String PREFIX = "resty.";

    /** What the number at the end of a value means. */
    public enum Share {
        /** The percentage of requests that the unit runs for, as it is meant. */
        MEANT,
        /** The percentage of requests that the unit does not run for, as the original's comparison has it. */
        AS_RUN
    }

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");

    private static final Map<String, String> OBJECTIONS = Map.of(
            "init", neverRuns("init"),
            "init_worker", neverRuns("init_worker"),
            "set",
                    "what a unit of the phase set returns is thrown away there, and is the value of a variable here;"
                            + " publish it by hand with the name of its \"variable\", or make it a rewrite unit",
            "balancer", notHere("balancer"),
            "ssl_cert", notHere("ssl_cert"),
            "timer", notHere("timer"));

    private final Share share;
    private final Collector collector;

    private RestyUnits(String prefix, Share share) {
        this.share = share;
        this.collector = new Collector(prefix);
    }

    /**
     * Makes units.
     *
     * @param values the values by the names of the units; an empty one stands for none
     * @param prefix what all ids begin with
     * @param share how sampling is to be understood
     * @throws MigrationException where two names would become the same id
     */
    public static Migration translate(SortedMap<String, byte[]> values, String prefix, Share share) {
        RestyUnits units = new RestyUnits(prefix, share);
        values.forEach(units::translate);
        return units.collector.migration();
    }

    private static String neverRuns(String phase) {
        return "the original begins with the first request, so its " + phase
                + " units never run, and here this one would;" + " publish it by hand if that is wanted";
    }

    private static String notHere(String phase) {
        return "units of the phase " + phase + " do not run here yet";
    }

    private void translate(String name, byte[] bytes) {
        String source = "computing unit '" + name + "'";
        UnitId id = collector.id(name, source);
        if (bytes.length == 0) {
            collector.leave(source, id, "it has no text: there is no string of that name, or it is empty");
            return;
        }
        Optional<String> value = decode(bytes);
        if (value.isEmpty()) {
            collector.leave(
                    source, id, "its value is not UTF-8, which the source of a unit is; save it in that encoding");
            return;
        }
        translate(source, id, UnitValue.split(value.get()));
    }

    private static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private void translate(String source, UnitId id, UnitValue value) {
        LuaText code = LuaText.of(value.code());
        Optional<String> objection = toForm(value)
                .or(() -> toPhase(value.phase()))
                .or(() -> toSampling(value))
                .or(() -> toCode(code))
                .or(() -> Available.objection(code));
        if (objection.isPresent()) {
            collector.leave(source, id, objection.get());
            return;
        }
        ComputingUnit.Builder unit = ComputingUnit.builder(id, Phase.parse(value.phase()), value.code());
        value.sampling().ifPresent(text -> unit.sampling(Sampling.of(percent(text), Sampling.Mode.RANDOM)));
        note(source, value, code);
        collector.carry(source, unit, id);
    }

    private static Optional<String> toForm(UnitValue value) {
        if (value.code().isEmpty()) {
            return Optional.of(
                    "its value has no code; it is phase||code or phase||code||sampling, and no bar can be in the code");
        }
        return value.code().isBlank() ? Optional.of("its code is nothing but white space") : Optional.empty();
    }

    private static Optional<String> toPhase(String phase) {
        if (OBJECTIONS.containsKey(phase)) {
            return Optional.of(OBJECTIONS.get(phase));
        }
        return switch (phase) {
            case "rewrite", "access", "content", "header_filter", "body_filter", "log" -> Optional.empty();
            case "ssl_session_fetch", "ssl_session_store" ->
                Optional.of("units of the phase " + phase + " cannot run here: the JDK has no such hook");
            default ->
                Optional.of("the original knows no phase '" + phase
                        + "', and never runs it; it compares the name letter" + " by letter, spaces included");
        };
    }

    private Optional<String> toSampling(UnitValue value) {
        Optional<String> text = value.sampling();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble number = number(text.get());
        if (number.isEmpty()) {
            return Optional.of(
                    "'" + shorten(text.get()) + "' stands where its sampling is expected and is no number; the"
                            + " original splits at every bar, so that code with a bar in it is cut there");
        }
        double percent = number.getAsDouble();
        return percent >= 0 && percent <= 100
                ? Optional.empty()
                : Optional.of("its sampling " + shorten(text.get()) + " is not between 0 and 100");
    }

    private static Optional<String> toCode(LuaText code) {
        if (code.endsInComment()) {
            return Optional.of(
                    "its code ends in a comment, which in the original hides the end of the function around it, so that"
                            + " it does not compile there; end it with a new line");
        }
        boolean mentioned = code.strings().contains("redis_client")
                || code.paths().stream()
                        .anyMatch(path -> List.of(path.split("\\.")).contains("redis_client"));
        boolean handed = code.paths().stream().anyMatch(path -> path.matches("(_G\\.)?edge_computing(\\..*)?"));
        return mentioned && handed
                ? Optional.of(
                        "it uses edge_computing.redis_client, and units have no way to Redis here yet; keep in ngx.shared"
                                + " what each node may count for itself, and leave the rest where it is")
                : Optional.empty();
    }

    private void note(String source, UnitValue value, LuaText code) {
        if (value.sampling().map(RestyUnits::split).orElse(false)) {
            collector.note(
                    source,
                    share == Share.MEANT
                            ? "runs for the percentage of requests that its value names, as it is meant; the published"
                                    + " original compares the wrong way round and runs it for the others"
                                    + " (--inverted-sampling does the same)"
                            : "runs for the percentage of requests that its value leaves, as the published original does");
        }
        if (!value.rest().isEmpty()) {
            collector.note(
                    source, "has text behind its sampling, which the original ignores, and which is left out here");
        }
        for (String module : Available.modulesToProvide(code)) {
            collector.note(source, Available.toProvide(module));
        }
    }

    private static boolean split(String sampling) {
        double percent = number(sampling).orElse(0);
        return percent > 0 && percent < 100;
    }

    private double percent(String sampling) {
        double number = number(sampling).orElseThrow();
        return share == Share.MEANT ? number : 100 - Math.floor(number);
    }

    private static OptionalDouble number(String text) {
        String trimmed = text.strip();
        return NUMBER.matcher(trimmed).matches()
                ? OptionalDouble.of(Double.parseDouble(trimmed))
                : OptionalDouble.empty();
    }

    private static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }
}
