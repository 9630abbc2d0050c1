package dev.cuprum.polyglot;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The execution that a context's host objects are asked for. Belongs to the thread that runs it. */
final class CurrentRun implements Supplier<Run> {

    private @Nullable Run run;

    /** An execution begins. */
    void set(Run begun) {
        run = begun;
    }

    /** No execution runs any more. */
    void clear() {
        run = null;
    }

    /** The execution that runs, if one does. */
    @Nullable
    Run orNull() {
        return run;
    }

    /**
     * The execution that runs.
     *
     * @throws IllegalStateException where none does
     */
    @Override
    public Run get() {
        Run running = run;
        if (running == null) {
            throw new IllegalStateException("no unit is running here");
        }
        return running;
    }
}
