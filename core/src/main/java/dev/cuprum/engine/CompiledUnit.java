package dev.cuprum.engine;

import java.util.Set;

/** A unit that is ready to run: by any number of threads at once, each execution apart from every other. */
@FunctionalInterface
public interface CompiledUnit {

    /** What a unit needs before it can run. */
    enum Need {
        /** The body of the request, read whole: see {@link dev.cuprum.http.Request#body}. */
        REQUEST_BODY,
        /** The head of the request as it came: see {@link dev.cuprum.http.Request#rawHeader}. */
        RAW_HEADER,
        /** A thread that may wait: the unit is not run on an I/O thread. */
        WAITING,
        /** A thread that the host can do without: the unit may be impossible to stop. */
        OWN_THREAD
    }

    /**
     * Runs the unit once. Whatever the unit does ends as an outcome: an engine throws only where it is itself broken.
     *
     * @return {@link Outcome.Completed}, {@link Outcome.Exited}, {@link Outcome.Rerouted}, {@link Outcome.TimedOut} or {@link Outcome.Failed}
     */
    Outcome run(Execution execution);

    /**
     * Runs the unit once as an init unit: what it leaves is found by all later executions of its language, on any
     * thread.
     */
    default Foundation initialise(Execution execution) {
        return new Foundation(new Outcome.Failed("units of this language leave nothing for others"), "");
    }

    /**
     * Does what {@link ScriptEngine#compile} and {@link ScriptEngine#compileLater} have left for later, where that is not done
     * yet; nothing by default. It is called before the unit is to run, or when it runs already, or by its first execution, outside
     * the limits of the unit. Takes milliseconds at most.
     *
     * @throws CompilationException where the unit turns out to be none that can run here; from then on, each execution of it
     *     fails, and the host takes it out
     */
    default void prepare() throws CompilationException {}

    /** Whether {@link #prepare} has nothing to do; so it is by default. */
    default boolean isPrepared() {
        return true;
    }

    /** What the unit needs before it can run; nothing by default. */
    default Set<Need> needs() {
        return Set.of();
    }
}
