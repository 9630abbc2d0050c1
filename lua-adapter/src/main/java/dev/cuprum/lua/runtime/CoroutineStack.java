package dev.cuprum.lua.runtime;

/** What the frames of a coroutine stand on while it is suspended. */
interface CoroutineStack {

    /** Runs the coroutine until it is suspended or has ended; called by whoever resumes it. */
    void resume();

    /** Goes back to whoever has resumed it, until it is resumed again; called by the coroutine itself. */
    void suspend();

    /** Lets go of a coroutine that is suspended and will never be resumed again. */
    void abandon();

    /**
     * A stack of the kind that there is.
     *
     * @param body what runs on it; it raises nothing but {@link Abandoned}
     * @throws ScriptError where no more are to be had
     */
    static CoroutineStack create(LuaRun run, Runnable body) {
        return ContinuationStack.AVAILABLE ? new ContinuationStack(body) : new ThreadStack(run, body);
    }

    /** Unwinds the frames of a coroutine whose execution has ended. An {@link Error}, so that no pcall catches it. */
    final class Abandoned extends Error {

        private static final long serialVersionUID = 1L;

        Abandoned() {
            super(null, null, false, false);
        }
    }
}
