package dev.cuprum.exec;

import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.PhaseRunner.Next;
import java.util.Set;
import java.util.function.Supplier;

/** The access phase of a request that one unit's yes is enough for. */
final class AnyAccess {

    private static final int UNAUTHORIZED = 401;
    private static final Set<Integer> REFUSALS = Set.of(UNAUTHORIZED, 403);

    private int refusal;

    AnyAccess(int refusal) {
        this.refusal = refusal;
    }

    Next next(Outcome outcome, Supplier<Next> usual) {
        if (outcome instanceof Outcome.Completed) {
            return Next.PHASE;
        }
        if (outcome instanceof Outcome.Exited exited && REFUSALS.contains(exited.status())) {
            refusal = refusal == UNAUTHORIZED ? refusal : exited.status();
            return Next.UNIT;
        }
        return usual.get();
    }

    boolean refuses() {
        return refusal != 0;
    }

    int refusal() {
        return refusal;
    }
}
