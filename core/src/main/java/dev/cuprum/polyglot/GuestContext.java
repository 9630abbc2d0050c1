package dev.cuprum.polyglot;

import dev.cuprum.engine.EngineThread;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.Outcome;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;

/** A context of one language, for one execution, by one thread. */
final class GuestContext implements AutoCloseable {

    private static final Logger LOG = System.getLogger(GuestContext.class.getName());

    private final String language;
    private final Supervisor supervisor;
    private final Context context;
    private final Watch watch;
    private final CurrentRun current = new CurrentRun();

    GuestContext(String language, Supervisor supervisor) {
        this.language = language;
        this.supervisor = supervisor;
        context = context();
        watch = new Watch(context);
        context.initialize(language);
        context.getBindings(language).putMember("exchange", new GuestExchange(current));
    }

    private Context context() {
        return GraalVm.context(language, GraalVm.access())
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .in(InputStream.nullInputStream())
                .out(new LineOutput(line -> print(LogLevel.NOTICE, line)))
                .err(new LineOutput(line -> print(LogLevel.ERR, line)))
                .build();
    }

    private void print(LogLevel level, String line) {
        Run run = current.orNull();
        if (run != null) {
            run.execution().log(level, line);
        }
    }

    /**
     * Parses a source without running it.
     *
     * @throws PolyglotException where it is not of the language
     */
    void parse(Source source) {
        context.parse(source);
    }

    /** Runs a source. */
    Outcome run(Source source, Execution execution) {
        Run run = new Run(execution);
        supervisor.add(watch);
        if (!(Thread.currentThread() instanceof EngineThread thread) || !thread.takesResidents()) {
            return watched(source, run);
        }
        thread.takesResidents(false);
        try {
            return watched(source, run);
        } finally {
            thread.takesResidents(true);
        }
    }

    private Outcome watched(Source source, Run run) {
        return supervisor.watch(watch, current, run, () -> guarded(source, run), () -> {});
    }

    private Outcome guarded(Source source, Run run) {
        try {
            return evaluate(source, run);
        } catch (LimitExceededError e) {
            return e.outcome();
        } catch (IllegalStateException e) {
            // The context was closed before it was entered.
            return new Outcome.Failed("internal error: " + e.getMessage());
        } catch (StackOverflowError e) {
            return new Outcome.Failed("stack overflow");
        } catch (OutOfMemoryError e) {
            return new Outcome.Failed("the server has no memory left for this unit");
        }
    }

    private Outcome evaluate(Source source, Run run) {
        try {
            context.eval(source);
        } catch (PolyglotException e) {
            if (!e.isExit()) {
                return failure(source, run, e);
            }
        }
        try {
            // What the language does at the end is the unit's too: it may print, or run what the unit has left for it.
            context.close();
        } catch (PolyglotException e) {
            if (!e.isExit()) {
                return failure(source, run, e);
            }
        }
        return run.outcome();
    }

    private static Outcome failure(Source source, Run run, PolyglotException e) {
        if (!e.isCancelled()) {
            // Of code that was stopped, languages tell where it begins.
            run.line(Failure.lineOfCall(e, source.getName()));
        }
        if (e.isHostException() && e.asHostException() instanceof LimitExceededError limit) {
            return limit.outcome();
        }
        return new Outcome.Failed(Failure.describe(e, run.line()));
    }

    @Override
    public void close() {
        watch.retire();
        if (watch.stopped()) {
            return;
        }
        try {
            context.close(true);
        } catch (PolyglotException e) {
            // It says again what has ended the unit.
            LOG.log(Level.DEBUG, "a context of " + language + " was closed after a failure", e);
        }
    }
}
