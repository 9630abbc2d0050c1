package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import org.jspecify.annotations.Nullable;

/**
 * Compiles on a thread with a stack of its own, a large one: a chain of a hundred thousand operators is a tree of that
 * depth.
 */
final class DeepCompilation {

    /** It is memory only as far as it is used. */
    private static final long STACK_BYTES = 1L << 30;

    /** What is to be done. */
    interface Work {
        Chunk compile() throws SourceException;
    }

    private final Work work;
    private final Budget budget;
    private @Nullable Chunk chunk;
    private @Nullable Throwable failure;

    DeepCompilation(Work work, Budget budget) {
        this.work = work;
        this.budget = budget;
    }

    Chunk chunk() throws SourceException {
        budget.leaveThread();
        Thread thread = new Thread(null, this::run, "cuprum-lua-compiler", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // It ends by itself, by the budget at the latest.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        budget.enterThread();
        return result();
    }

    private Chunk result() throws SourceException {
        if (chunk != null) {
            return chunk;
        }
        if (failure instanceof SourceException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e && !(failure instanceof StackOverflowError)) {
            throw e;
        }
        throw new SourceException(0, "the code is nested too deeply");
    }

    private void run() {
        budget.enterThread();
        try {
            chunk = work.compile();
        } catch (SourceException | RuntimeException | Error e) {
            failure = e;
        } finally {
            budget.leaveThread();
        }
    }
}
