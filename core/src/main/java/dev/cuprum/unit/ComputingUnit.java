package dev.cuprum.unit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A small piece of code that an operator attaches to a phase of the requests that pass through a server. Immutable;
 * two units are equal where they behave the same. Made with {@link #builder}.
 *
 * @param id the name
 * @param phase where it runs
 * @param code the source, 1 byte to {@link #MAX_CODE_BYTES} in UTF-8
 * @param language the language of the source, as an engine announces it ({@code lua})
 * @param order units of a phase run by this number, lower first, then by id
 * @param sampling for which share of the requests it runs
 * @param match for which requests it runs
 * @param nodes on which nodes it runs; empty for all
 * @param limits what one execution may use
 * @param onFailure what becomes of the request when it fails
 * @param fallback the unit that runs in its place, where {@code onFailure} is {@link FailureMode#FALLBACK}
 * @param enabled whether it runs by itself; one that does not may still be the fallback of another
 * @param expiresAt the instant, by each node's own clock, from which it does not run any more
 * @param variable the variable that a unit of the phase {@link Phase#SET} computes, without a dollar sign
 */
public record ComputingUnit(
        UnitId id,
        Phase phase,
        String code,
        String language,
        int order,
        Sampling sampling,
        Match match,
        List<NodeSelector> nodes,
        Limits limits,
        FailureMode onFailure,
        Optional<UnitId> fallback,
        boolean enabled,
        Optional<Instant> expiresAt,
        Optional<String> variable) {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_]{1,128}");

    /** The language of a unit that does not say. */
    public static final String DEFAULT_LANGUAGE = "lua";

    /** The longest a source may be: 256 KiB of UTF-8. */
    public static final int MAX_CODE_BYTES = 256 * 1024;

    /** In UTF-8. */
    private static final int MOST_BYTES_OF_CHAR = 3;

    /**
     * @throws InvalidUnitException with everything that is wrong
     */
    public ComputingUnit {
        nodes = List.copyOf(nodes);
        Problems problems = new Problems();
        problems.require(!code.isBlank(), "code", "it is empty; a unit needs some code to run");
        problems.require(
                fits(code), "code", "it is longer than " + MAX_CODE_BYTES / 1024 + " KiB; split it into several units");
        problems.require(!language.isBlank(), "language", "it is empty; leave it out for lua");
        if ((onFailure == FailureMode.FALLBACK) != fallback.isPresent()) {
            problems.add(
                    "fallback",
                    fallback.isPresent()
                            ? "a fallback goes with \"onFailure\":\"fallback\", and this unit says \""
                                    + onFailure.wireName() + "\""
                            : "\"onFailure\":\"fallback\" needs the id of the unit to fall back to");
        }
        problems.require(
                fallback.isEmpty() || !fallback.get().equals(id), "fallback", "a unit cannot be its own fallback");
        if ((phase == Phase.SET) != variable.isPresent()) {
            problems.add(
                    "variable",
                    variable.isPresent()
                            ? "only a set unit computes a variable, and this is a unit of " + phase
                            : "a set unit needs the name of the variable it computes, such as \"variable\":\"backend\"");
        }
        problems.require(
                variable.isEmpty() || VARIABLE.matcher(variable.get()).matches(),
                "variable",
                "a variable has 1 to 128 letters, digits and underscores, without a dollar sign");
        problems.throwIfAny();
    }

    private static boolean fits(String code) {
        return code.length() <= MAX_CODE_BYTES / MOST_BYTES_OF_CHAR
                || (code.length() <= MAX_CODE_BYTES && code.getBytes(StandardCharsets.UTF_8).length <= MAX_CODE_BYTES);
    }

    /** Starts a unit of the three things every unit has; the rest has defaults. */
    public static Builder builder(UnitId id, Phase phase, String code) {
        return new Builder(id, phase, code);
    }

    /** A unit in Lua with all the defaults. */
    public static ComputingUnit of(String id, Phase phase, String code) {
        return builder(UnitId.of(id), phase, code).build();
    }

    /** A builder that starts from this unit. */
    public Builder toBuilder() {
        Builder builder = builder(id, phase, code)
                .language(language)
                .order(order)
                .sampling(sampling)
                .match(match)
                .nodes(nodes)
                .limits(limits)
                .enabled(enabled);
        builder.onFailure = onFailure;
        builder.fallback = fallback;
        builder.expiresAt = expiresAt;
        builder.variable = variable;
        return builder;
    }

    /** Puts a unit together. Not thread-safe; may be used again after {@link #build}. */
    public static final class Builder {

        private final UnitId id;
        private final Phase phase;
        private final String code;
        private String language = DEFAULT_LANGUAGE;
        private int order;
        private Sampling sampling = Sampling.ALL;
        private Match match = Match.ALL;
        private List<NodeSelector> nodes = List.of();
        private Limits limits = Limits.DEFAULT;
        private FailureMode onFailure = FailureMode.OPEN;
        private Optional<UnitId> fallback = Optional.empty();
        private boolean enabled = true;
        private Optional<Instant> expiresAt = Optional.empty();
        private Optional<String> variable = Optional.empty();

        private Builder(UnitId id, Phase phase, String code) {
            this.id = id;
            this.phase = phase;
            this.code = code;
        }

        /** The language of the source; {@code lua} by default. */
        public Builder language(String language) {
            this.language = language;
            return this;
        }

        /** The place among the units of the phase, lower first; 0 by default. */
        public Builder order(int order) {
            this.order = order;
            return this;
        }

        /** The share of requests it runs for; all by default. */
        public Builder sampling(Sampling sampling) {
            this.sampling = sampling;
            return this;
        }

        /** The requests it runs for; all by default. */
        public Builder match(Match match) {
            this.match = match;
            return this;
        }

        /** The nodes it runs on; all by default. */
        public Builder nodes(List<NodeSelector> nodes) {
            this.nodes = List.copyOf(nodes);
            return this;
        }

        /** What one execution may use; {@link Limits#DEFAULT} by default. */
        public Builder limits(Limits limits) {
            this.limits = limits;
            return this;
        }

        /** What becomes of a request when the unit fails; {@link FailureMode#OPEN} by default. */
        public Builder onFailure(FailureMode onFailure) {
            this.onFailure = onFailure;
            return this;
        }

        /** Runs another unit in its place when it fails. */
        public Builder fallback(UnitId fallback) {
            this.onFailure = FailureMode.FALLBACK;
            this.fallback = Optional.of(fallback);
            return this;
        }

        /** Names the fallback without choosing the failure mode, for readers of a written form. */
        public Builder fallbackId(UnitId fallback) {
            this.fallback = Optional.of(fallback);
            return this;
        }

        /** Whether it runs by itself, and not only as a fallback; it does by default. */
        public Builder enabled(boolean enabled) {
            this.enabled = enabled;
            return this;
        }

        /** The instant from which it does not run any more; never by default. */
        public Builder expiresAt(Instant expiresAt) {
            this.expiresAt = Optional.of(expiresAt);
            return this;
        }

        /** The variable that a set unit computes, without a dollar sign. */
        public Builder variable(String variable) {
            this.variable = Optional.of(variable);
            return this;
        }

        /**
         * The unit.
         *
         * @throws InvalidUnitException with everything that is wrong with it
         */
        public ComputingUnit build() {
            return new ComputingUnit(
                    id, phase, code, language, order, sampling, match, nodes, limits, onFailure, fallback, enabled,
                    expiresAt, variable);
        }
    }
}
