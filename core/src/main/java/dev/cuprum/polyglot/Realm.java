package dev.cuprum.polyglot;

import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.Outcome;
import dev.cuprum.unit.Phase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * One context with all that units find in it. Runs one execution after another, of any units, each by one thread. Nothing
 * goes from one to the next by its making: what outlives an execution is frozen, and a unit's own statements are run anew
 * for each. An execution that had to be stopped, or has shaken the context, is the last one in it.
 */
final class Realm implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Realm.class.getName());

    /** Whether it was said that contexts are not alike. */
    private static final AtomicBoolean SEARCHED = new AtomicBoolean();

    /** So many units, and another context takes over: nobody knows what all of them have left in the engine's caches. */
    private static final int MOST_UNITS = 500;

    private static final Set<Phase> NEVER_WAIT = EnumSet.of(Phase.HEADER_FILTER, Phase.BODY_FILTER, Phase.LOG);

    private static final int FOR_NOTHING = 0;
    private static final int FOR_VARIABLE = 1;
    private static final int FOR_CHUNK = 2;

    private final Supervisor supervisor;
    private final Context context;
    private final Watch watch;
    private final Value begin;
    private final Value check;
    private final Value tell;
    /** The functions that run units' statements, by the units. */
    private final Map<JavaScriptUnit, Value> factories = new WeakHashMap<>();

    private final CurrentRun current = new CurrentRun();
    private int units;
    private boolean shaken;

    /**
     * @param findings what one context finds out of itself, for the others; they are all alike
     */
    Realm(Context context, Supervisor supervisor, Fetcher fetcher, AtomicReference<String> findings) {
        this.context = context;
        this.supervisor = supervisor;
        watch = new Watch(context);
        WebHost webHost =
                new WebHost(() -> current.get().budget(), () -> current.get().loop(), fetcher, watch::charged);
        String known = Objects.requireNonNull(findings.get());
        Value web = context.eval(WebScript.source()).execute(webHost);
        Value functions = context.eval(UnitScript.source())
                .execute(web, new RequestHost(current), new ResponseHost(current), new StateHost(current), known);
        begin = functions.getArrayElement(0);
        check = functions.getArrayElement(1);
        tell = functions.getArrayElement(2);
        if (functions.getArrayElement(4).asBoolean()) {
            findings.set(functions.getArrayElement(3).asString());
            if (!known.isEmpty() && !SEARCHED.getAndSet(true)) {
                LOG.log(Level.WARNING, "contexts for JavaScript are not alike, so that making one takes longer");
            }
        }
        supervisor.add(watch);
    }

    /**
     * Parses a source without running it.
     *
     * @throws PolyglotException where it is not of the language
     */
    void parse(Source source) {
        context.parse(source);
    }

    /**
     * Makes ready what runs a unit's statements; runs nothing of the unit.
     *
     * @throws PolyglotException where its source is not of the language
     */
    Value factory(JavaScriptUnit unit) {
        Value known = factories.get(unit);
        if (known != null) {
            return known;
        }
        units++;
        Value factory = context.eval(unit.source()).getMember("default");
        factories.put(unit, factory);
        return factory;
    }

    /** Whether another execution may run here. */
    boolean isSound() {
        return !shaken && !watch.retired() && units < MOST_UNITS;
    }

    /** Runs a unit once. */
    Outcome run(JavaScriptUnit unit, Execution execution) {
        Run run = new Run(execution);
        boolean over = false;
        try {
            Outcome outcome = supervisor.watch(watch, current, run, () -> guarded(unit, run));
            over = true;
            return outcome;
        } finally {
            shaken |= !over;
        }
    }

    private Outcome guarded(JavaScriptUnit unit, Run run) {
        try {
            return execute(unit, run);
        } catch (PolyglotException e) {
            return failure(unit, run, e);
        } catch (LimitExceededError e) {
            return e.outcome();
        } catch (IllegalStateException e) {
            // The context was closed before it was entered.
            shaken = true;
            return new Outcome.Failed("internal error: " + e.getMessage());
        } catch (StackOverflowError e) {
            shaken = true;
            return new Outcome.Failed("stack overflow");
        } catch (OutOfMemoryError e) {
            shaken = true;
            return new Outcome.Failed("the server has no memory left for this unit");
        }
    }

    private Outcome execute(JavaScriptUnit unit, Run run) {
        begin.executeVoid(factory(unit), purpose(run));
        if (!run.waits()) {
            return told(run);
        }
        while (!run.settled()) {
            Outcome stuck = await(run);
            if (stuck != null) {
                return stuck;
            }
        }
        check.executeVoid();
        return told(run);
    }

    /** Tells what promises were rejected with; what comes of that is forgotten. */
    private Outcome told(Run run) {
        if (run.takeUnheard()) {
            tell.executeVoid();
        }
        return run.outcome();
    }

    /** What the value is for that the unit returns. */
    private static int purpose(Run run) {
        return switch (run.execution().unit().phase()) {
            case SET -> FOR_VARIABLE;
            case BODY_FILTER -> FOR_CHUNK;
            default -> FOR_NOTHING;
        };
    }

    /** Waits for the next thing to happen, and does it. */
    private @Nullable Outcome await(Run run) {
        Phase phase = run.execution().unit().phase();
        if (NEVER_WAIT.contains(phase)) {
            return new Outcome.Failed(
                    "a " + phase + " unit cannot wait: what its function promises must be there when it"
                            + " returns; wait in rewrite, access or content");
        }
        if (!run.loop().waits()) {
            return new Outcome.Failed(
                    "the promise of its function stays open: there is nothing left that it waits for");
        }
        Runnable work;
        try {
            work = run.loop().next(run.budget());
        } catch (InterruptedException e) {
            if (!watch.stopped()) {
                Thread.currentThread().interrupt();
                return new Outcome.Failed("the thread was interrupted while the unit waited");
            }
            work = null;
        }
        if (work == null) {
            return run.exhausted();
        }
        context.enter();
        try {
            work.run();
        } finally {
            context.leave();
        }
        return null;
    }

    private Outcome failure(JavaScriptUnit unit, Run run, PolyglotException e) {
        run.line(Failure.line(e, unit.name()));
        shaken |= e.isCancelled() || e.isResourceExhausted() || e.isInternalError() || e.isInterrupted();
        if (e.isHostException() && e.asHostException() instanceof LimitExceededError limit) {
            return limit.outcome();
        }
        if (run.exceeds()) {
            return run.outcome();
        }
        return new Outcome.Failed(JavaScriptUnit.withoutSecrets(Failure.describe(e, run.line())));
    }

    @Override
    public void close() {
        watch.retire();
        if (!watch.stopped()) {
            context.close(true);
        }
    }
}
