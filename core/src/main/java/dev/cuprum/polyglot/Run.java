package dev.cuprum.polyglot;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import org.jspecify.annotations.Nullable;

/** One execution of a unit, as the host objects of its context see it. */
final class Run {

    /** It has said nothing of how it ends. */
    private static final int UNSAID = Integer.MIN_VALUE;

    private final Execution execution;
    private @Nullable Loop loop;
    private int exit = UNSAID;
    private boolean waiting;
    private boolean settled;
    private boolean unheard;
    private int line;
    private @Nullable LimitExceededError exceeded;

    Run(Execution execution) {
        this.execution = execution;
    }

    Execution execution() {
        return execution;
    }

    /** The request with its response; looks at the budget first. */
    Exchange exchange() {
        try {
            execution.budget().poll();
        } catch (LimitExceededError e) {
            exceeded = e;
            throw e;
        }
        return execution.exchange();
    }

    Budget budget() {
        return execution.budget();
    }

    /** What it waits for. */
    Loop loop() {
        Loop made = loop;
        if (made == null) {
            made = new Loop(execution);
            loop = made;
        }
        return made;
    }

    /** It ends the request, or its phase, once it has run to its end. */
    void exit(int status) {
        exit = status;
    }

    /** Whether it has said how it ends. */
    boolean exits() {
        return exit != UNSAID;
    }

    /** Its function has returned a promise. */
    void await() {
        waiting = true;
    }

    /** Whether its function has returned a promise. */
    boolean waits() {
        return waiting;
    }

    /** There is something to be told that a promise was rejected with. */
    void unheard() {
        unheard = true;
    }

    /** Whether something is to be told that a promise was rejected with; asked once. */
    boolean takeUnheard() {
        boolean was = unheard;
        unheard = false;
        return was;
    }

    /** What its function has promised is there. */
    void settle() {
        settled = true;
    }

    boolean settled() {
        return settled;
    }

    /** Where it was when it was stopped. */
    void line(int line) {
        this.line = line;
    }

    /** Where it was when it was stopped, or failed; 0 where that is not known. */
    int line() {
        return line;
    }

    /** Whether it has been told that its budget is used up, whatever it has made of that. */
    boolean exceeds() {
        return exceeded != null;
    }

    /** How it ends where it has used up its budget. */
    Outcome exhausted() {
        Budget budget = budget();
        budget.place(() -> line);
        budget.hint();
        try {
            budget.poll();
        } catch (LimitExceededError e) {
            return e.outcome();
        }
        return new Outcome.Failed("it was stopped");
    }

    /** How it has ended, where nothing went wrong. */
    Outcome outcome() {
        if (exceeded != null) {
            return exceeded.outcome();
        }
        return exits() ? new Outcome.Exited(exit) : Outcome.Completed.INSTANCE;
    }
}
