package dev.cuprum.polyglot;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine for units in JavaScript, by GraalVM polyglot. Loads GraalVM when the first unit is compiled, or when it is asked to
 * {@linkplain #description describe itself} where this JVM has GraalVM's compiler; is {@linkplain #isAvailable not available}
 * where GraalVM is not on the class path. Safe for use by several threads.
 */
public final class PolyglotEngine implements ScriptEngine {

    private static final Logger LOG = System.getLogger(PolyglotEngine.class.getName());
    private static final String GRAALVM = "org.graalvm.polyglot.Engine";

    private final boolean fresh;
    private final Fetcher fetcher;
    private @Nullable Realms realms;

    /** An engine for JavaScript whose units fetch nothing. */
    public PolyglotEngine() {
        this(builder());
    }

    private PolyglotEngine(Builder builder) {
        fresh = builder.fresh;
        fetcher = builder.fetcher;
    }

    /** An engine of chosen parts. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * An engine for another language of GraalVM, as {@code python}; empty where GraalVM has none of that name on the class
     * path. An edge finds it by itself.
     */
    public static Optional<ScriptEngine> ofLanguage(String language) {
        return isHere() ? GuestEngine.find(language) : Optional.empty();
    }

    @Override
    public Optional<ScriptEngine> engineOf(String language) {
        return ofLanguage(language);
    }

    @Override
    public String language() {
        return "js";
    }

    @Override
    public String description() {
        return "GraalVM polyglot, " + (mayCompile() ? GraalVm.runtime() : GraalVm.INTERPRETED)
                + (fresh ? ", each execution in a context of its own" : "");
    }

    @Override
    public PolyglotEngine withFetch(List<String> allowed) {
        return builder().freshContexts(fresh).fetch(allowed).build();
    }

    @Override
    public boolean isAvailable() {
        return isHere();
    }

    private static boolean isHere() {
        try {
            Class.forName(GRAALVM, false, PolyglotEngine.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            LOG.log(Level.DEBUG, "no GraalVM on the class path, so there are no units in JavaScript");
            return false;
        }
    }

    /** Whether this JVM has the compiler of GraalVM: without it there is no other way than to interpret. */
    private static boolean mayCompile() {
        return ModuleLayer.boot().findModule("jdk.graal.compiler").isPresent();
    }

    @Override
    public CompiledUnit compile(ComputingUnit unit) throws CompilationException {
        if (unit.phase() == Phase.LIBRARY || unit.phase() == Phase.INIT) {
            throw new CompilationException(
                    0,
                    "there are no " + unit.phase() + " units in JavaScript: a unit has all it needs in its own source");
        }
        return realms().compile(unit);
    }

    private synchronized Realms realms() {
        Realms started = realms;
        if (started == null) {
            started = new Realms(fresh, fetcher);
            realms = started;
            WarmUp.run(started);
            WarmUp.stopSome(started);
            LOG.log(Level.DEBUG, "units in JavaScript run on GraalVM: {0}", GraalVm.runtime());
        }
        return started;
    }

    @Override
    public synchronized void close() {
        if (realms != null) {
            realms.close();
            realms = null;
        }
    }

    /** Puts an engine together. Not thread-safe. */
    public static final class Builder {

        private boolean fresh;
        private Fetcher fetcher = Fetcher.to(List.of());

        private Builder() {}

        /**
         * Gives each execution a context of its own, made for it and closed after it: the strictest way to keep units apart.
         * Making one takes some tens of milliseconds of a processor, ten thousand times what a unit takes otherwise. Off by
         * default.
         */
        public Builder freshContexts(boolean fresh) {
            this.fresh = fresh;
            return this;
        }

        /**
         * Where units may fetch from, as in {@code https://api.example.com/v1/}; from nowhere by default.
         *
         * @throws IllegalArgumentException where a target is none
         */
        public Builder fetch(List<String> targets) {
            fetcher = Fetcher.to(targets);
            return this;
        }

        /** The engine. */
        public PolyglotEngine build() {
            return new PolyglotEngine(this);
        }
    }
}
