package dev.cuprum.engine;

import org.jspecify.annotations.Nullable;

/**
 * A thread that runs one execution after another. An engine may leave something with it that takes time to get ready, such as a
 * context that has been entered: it is there for the next execution, until the thread has nothing to do. To be used on that
 * thread alone.
 */
public interface EngineThread {

    /** What an engine has left with a thread. */
    interface Resident {

        /** The thread has nothing more to do, and has forgotten this. Called on the thread; must not throw. */
        void dismissed();
    }

    /** What was left here, by whichever engine; null where nothing was. */
    @Nullable
    Resident resident();

    /** Leaves something here, in place of what was left before. */
    void resident(@Nullable Resident left);

    /** Whether something may be left here now: not while code runs that is not the engine's, and may have contexts of its own. */
    boolean takesResidents();

    /** Says so. */
    void takesResidents(boolean takes);
}
