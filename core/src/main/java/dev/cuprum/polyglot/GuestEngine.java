package dev.cuprum.polyglot;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.graalvm.polyglot.Language;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.jspecify.annotations.Nullable;

/**
 * The engine for units in a language of GraalVM other than JavaScript. A unit is a source that is evaluated from its first
 * line to its last, each time in a context of its own, and finds the request as {@code exchange}: {@link GuestExchange}.
 */
final class GuestEngine implements ScriptEngine {

    private static final Logger LOG = System.getLogger(GuestEngine.class.getName());
    private static final String JAVASCRIPT = "js";

    private final String language;
    private final String name;
    private @Nullable GuestContexts contexts;

    private GuestEngine(String language, String name) {
        this.language = language;
        this.name = name;
    }

    /** The engine for a language that GraalVM has, and that is not JavaScript. */
    static Optional<ScriptEngine> find(String language) {
        Language known = GraalVm.ENGINE.getLanguages().get(language);
        return known == null || language.equals(JAVASCRIPT)
                ? Optional.empty()
                : Optional.of(new GuestEngine(language, known.getName()));
    }

    @Override
    public String language() {
        return language;
    }

    @Override
    public String description() {
        return name + " on GraalVM polyglot";
    }

    @Override
    public CompiledUnit compile(ComputingUnit unit) throws CompilationException {
        if (unit.phase() == Phase.LIBRARY || unit.phase() == Phase.INIT) {
            throw new CompilationException(
                    0, "there are no " + unit.phase() + " units in " + language + ": each execution begins anew");
        }
        GuestContexts ready = contexts();
        Source source =
                Source.newBuilder(language, unit.code(), unit.id().toString()).buildLiteral();
        try (GuestContext context = ready.take()) {
            context.parse(source);
        } catch (PolyglotException e) {
            throw problem(e);
        } catch (IllegalArgumentException e) {
            // The sources of some languages are bytes, not text.
            throw new CompilationException(0, String.valueOf(e.getMessage()));
        }
        return new GuestUnit(ready, source, unit.code());
    }

    private static CompilationException problem(PolyglotException e) {
        SourceSection place = e.getSourceLocation();
        boolean known = place != null && place.isAvailable();
        String message = String.valueOf(e.getMessage());
        return known
                ? new CompilationException(place.getStartLine(), "column " + place.getStartColumn() + ": " + message)
                : new CompilationException(0, message);
    }

    private synchronized GuestContexts contexts() {
        GuestContexts started = contexts;
        if (started == null) {
            started = new GuestContexts(language);
            contexts = started;
            LOG.log(Level.INFO, "there are units in {0}: {1}", language, description());
        }
        return started;
    }

    @Override
    public synchronized void close() {
        if (contexts != null) {
            contexts.close();
            contexts = null;
        }
    }
}
