package dev.cuprum.lua.regex;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often an expression is searched with, and has it translated once that pays. Threads may overwrite one another's
 * counts: it is then translated a little later.
 */
final class Hotness {

    /** After so many searches an expression is hot. */
    static final int HOT = 500;

    private static final int IDLE_SECONDS = 5;
    private static final int MOST_WAITING = 64;

    /** Translates one expression after another, beside the requests. */
    private static final ThreadPoolExecutor TRANSLATORS = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "cuprum-regex");
                thread.setDaemon(true);
                return thread;
            });

    static {
        TRANSLATORS.allowCoreThreadTimeOut(true);
    }

    private final Program program;
    private int uses;

    /** The expression's code; null before it is hot, and where it has something that is not translated. */
    @Nullable
    Translation translation;

    Hotness(Program program) {
        this.program = program;
    }

    /** Counts one search. */
    void used() {
        if (uses < HOT && ++uses == HOT) {
            try {
                TRANSLATORS.execute(this::translate);
            } catch (RejectedExecutionException e) {
                // Too many are waiting; it asks again after as many searches.
                uses = 0;
            }
        }
    }

    /** Translates it now. */
    void translate() {
        translation = Translator.translate(program);
    }
}
