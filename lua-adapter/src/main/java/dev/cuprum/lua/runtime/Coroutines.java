package dev.cuprum.lua.runtime;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The coroutines of one execution: which one is running, and which must be unwound at its end. */
final class Coroutines {

    /** How many may run within each other, about as in Lua. */
    static final int MOST_NESTED = 195;

    /** How many may be unfinished at a time, where each of them holds a thread. */
    private static final int MOST_THREADS = 1_000;

    private static final Attachment<Coroutines> OF_RUN = new Attachment<>(Coroutines::new);

    /** The innermost one; null in the unit itself. */
    @Nullable
    Coroutine current;

    int nested;
    private final Set<Coroutine> unfinished = new LinkedHashSet<>();

    private Coroutines(LuaRun run) {
        if (!ContinuationStack.AVAILABLE) {
            run.onClose(this::abandon);
        }
    }

    static Coroutines of(LuaRun run) {
        return run.attachment(OF_RUN);
    }

    /** Notes one that begins; continuations need not be noted, they are garbage when they are forgotten. */
    void began(Coroutine coroutine) {
        if (ContinuationStack.AVAILABLE) {
            return;
        }
        if (unfinished.size() >= MOST_THREADS) {
            throw new ScriptError("too many coroutines: " + MOST_THREADS + " are unfinished");
        }
        unfinished.add(coroutine);
    }

    void ended(Coroutine coroutine) {
        unfinished.remove(coroutine);
    }

    private void abandon() {
        Set.copyOf(unfinished).forEach(Coroutine::abandon);
    }
}
