package dev.cuprum.lua.runtime;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The stack of a thread, for JVMs without continuations: whoever resumes waits until the coroutine is suspended, and
 * the other way round, so that only one of the two ever runs.
 *
 * <p>{@link #within} says whose turn it is. Everything else that the two share, the execution and its budget included,
 * is plain: it is written before the turn is handed over and read after.
 */
final class ThreadStack implements CoroutineStack {

    /** How often to look before going to sleep: handing over takes a few microseconds where both threads are awake. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 0;

    private final LuaRun run;
    private final Runnable body;
    private @Nullable Thread thread;
    private @Nullable Thread resumer;
    private @Nullable RuntimeException failure;
    private boolean abandoned;
    private volatile boolean within;

    ThreadStack(LuaRun run, Runnable body) {
        this.run = run;
        this.body = body;
    }

    @Override
    public void resume() {
        resumer = Thread.currentThread();
        run.budget().leaveThread();
        within = true;
        if (thread == null) {
            start();
        } else {
            LockSupport.unpark(thread);
        }
        await(false);
        run.budget().enterThread();
        if (failure != null) {
            throw failure;
        }
    }

    private void start() {
        try {
            CoroutineThread.execute(this::runBody);
        } catch (ScriptError e) {
            within = false;
            run.budget().enterThread();
            throw e;
        }
    }

    private void runBody() {
        thread = Thread.currentThread();
        LuaRun before = LuaRun.bind(run);
        run.budget().enterThread();
        try {
            body.run();
        } catch (Abandoned e) {
            // It has been unwound: that is all that was wanted.
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            LuaRun.bind(before);
            CoroutineThread.free();
            leave();
        }
    }

    @Override
    public void suspend() {
        leave();
        await(true);
        if (abandoned) {
            throw new Abandoned();
        }
        run.budget().enterThread();
    }

    @Override
    public void abandon() {
        abandoned = true;
        resume();
    }

    /** Hands the turn to the resumer. */
    private void leave() {
        run.budget().leaveThread();
        Thread next = resumer;
        within = false;
        LockSupport.unpark(next);
    }

    /** Waits for its turn; an interruption is for whoever waits next. */
    private void await(boolean side) {
        for (int i = 0; i < LOOKS && within != side; i++) {
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        while (within != side) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
