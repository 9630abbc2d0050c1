package dev.cuprum.polyglot;

import dev.cuprum.engine.EngineThread;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.Outcome;
import dev.cuprum.unit.Phase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
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
 *
 * <p>To enter a context takes as long as a small unit does. So one can live in a thread: that stays in the context from one
 * execution to the next, until it has nothing to do.
 */
final class Realm implements EngineThread.Resident, AutoCloseable {

    private static final Logger LOG = System.getLogger(Realm.class.getName());

    /** Whether it was said that contexts are not alike. */
    private static final AtomicBoolean SEARCHED = new AtomicBoolean();

    /** So many units, and another context takes over: nobody knows what all of them have left in the engine's caches. */
    private static final int MOST_UNITS = 500;

    private static final int RECENT = 8;

    private static final Set<Phase> NEVER_WAIT = EnumSet.of(Phase.HEADER_FILTER, Phase.BODY_FILTER, Phase.LOG);

    private static final int FOR_NOTHING = 0;
    private static final int FOR_VARIABLE = 1;
    private static final int FOR_CHUNK = 2;

    private final Supervisor supervisor;
    private final Context context;
    private final Watch watch;
    private final Value runnerOf;
    private final Value check;
    private final Value tell;
    /** The functions that run units, by the units. */
    private final Map<JavaScriptUnit, Value> runners = new WeakHashMap<>();
    /** Those of a few units that ran here last: for most executions nobody has to look for more. */
    private final @Nullable Recent[] recent = new Recent[RECENT];

    private final Realms realms;
    private final CurrentRun current = new CurrentRun();
    private @Nullable EngineThread home;
    private int units;
    private boolean shaken;

    /**
     * @param realms what it is given back to
     * @param findings what one context finds out of itself, for the others; they are all alike
     */
    Realm(Realms realms, Context context, Supervisor supervisor, Fetcher fetcher, AtomicReference<String> findings) {
        this.realms = realms;
        this.context = context;
        this.supervisor = supervisor;
        watch = new Watch(context);
        WebHost webHost =
                new WebHost(() -> current.get().budget(), () -> current.get().loop(), fetcher, watch::charged);
        String known = Objects.requireNonNull(findings.get());
        Value web = context.eval(WebScript.source()).execute(webHost);
        Value functions = context.eval(UnitScript.source())
                .execute(web, new RequestHost(current), new ResponseHost(current), new StateHost(current), known);
        runnerOf = functions.getArrayElement(0);
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
    Value runner(JavaScriptUnit unit) {
        Value known = runners.get(unit);
        if (known != null) {
            return known;
        }
        units++;
        Value factory = context.eval(unit.source()).getMember("default");
        Value runner = runnerOf.execute(factory, purpose(unit.phase()));
        runners.put(unit, runner);
        return runner;
    }

    private Value recentRunner(JavaScriptUnit unit) {
        int place = (int) unit.number() & (RECENT - 1);
        Recent known = recent[place];
        Value runner = known == null || known.unit() != unit.number()
                ? null
                : known.runner().get();
        if (runner == null) {
            runner = runner(unit);
            recent[place] = new Recent(unit.number(), new WeakReference<>(runner));
        }
        return runner;
    }

    /** What runs the unit of a number; keeps neither of them. */
    private record Recent(long unit, WeakReference<Value> runner) {}

    /** Whether it lives in a thread; to be asked by whoever uses it, which is that thread then. */
    boolean livesHere() {
        return home != null;
    }

    boolean isOf(Realms those) {
        return realms == those;
    }

    /** Whether it runs nothing; to be asked by the thread that it lives in. */
    boolean isIdle() {
        return current.orNull() == null;
    }

    /**
     * Lives in the calling thread from now on.
     *
     * @throws IllegalStateException where it has been closed
     */
    void moveInto(EngineThread thread) {
        context.enter();
        home = thread;
        thread.resident(this);
    }

    /** Lives in no thread any more; to be called by the one it lives in. */
    void moveOut() {
        EngineThread thread = home;
        if (thread != null) {
            thread.resident(null);
            leave();
        }
    }

    private void leave() {
        home = null;
        try {
            context.leave();
        } catch (RuntimeException e) {
            // It was closed meanwhile.
            LOG.log(Level.DEBUG, "a context cannot be left", e);
            shaken = true;
        }
    }

    /** Forgets what ran units that are not there any more. */
    @SuppressWarnings("ReturnValueIgnored")
    void tidy() {
        runners.size(); // Any look at them does it.
    }

    @Override
    public void dismissed() {
        EngineThread thread = home;
        if (thread != null && !isIdle()) { // Somebody was called from within an execution.
            thread.resident(this);
            return;
        }
        leave();
        realms.giveBack(this);
    }

    /** Has what lives in the calling thread and runs nothing move out, so that another context is not entered from within it. */
    static void moveOutOfThisThread() {
        if (Thread.currentThread() instanceof EngineThread thread
                && thread.resident() instanceof Realm realm
                && realm.isIdle()) {
            realm.moveOut();
            realm.realms.giveBack(realm);
        }
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
            Outcome outcome = supervisor.watch(watch, current, run, () -> guarded(unit, run), this::moveOut);
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
            // The context was closed before the unit began.
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
        recentRunner(unit).executeVoid();
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
    private static int purpose(Phase phase) {
        return switch (phase) {
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
