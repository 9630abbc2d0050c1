package dev.cuprum.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Collects every problem of a thing before complaining once, so that nobody has to mend one to learn of the next.
 * Not thread-safe: one collector belongs to one validation.
 */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    /** Notes a problem of {@code field}. */
    public Problems add(String field, String message) {
        found.add(new Problem(field, message));
        return this;
    }

    /** Notes problems that were found elsewhere. */
    public Problems addAll(List<Problem> problems) {
        found.addAll(problems);
        return this;
    }

    /** Notes a problem of {@code field} unless {@code holds}. */
    public Problems require(boolean holds, String field, String message) {
        if (!holds) {
            add(field, message);
        }
        return this;
    }

    /**
     * Makes a value that validates itself; where it refuses, its problems are noted under {@code field}.
     *
     * @return the value, or empty where it was refused
     */
    public <T> Optional<T> attempt(String field, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (InvalidUnitException e) {
            e.problems().forEach(problem -> found.add(problem.under(field)));
            return Optional.empty();
        }
    }

    /**
     * Makes a value that validates itself; where it refuses, its problems are noted as problems of {@code field}
     * itself, whatever field it names them by.
     *
     * @return the value, or empty where it was refused
     */
    public <T> Optional<T> attemptAs(String field, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (InvalidUnitException e) {
            e.problems().forEach(problem -> add(field, problem.message()));
            return Optional.empty();
        }
    }

    /** Whether nothing was noted so far. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** What was noted so far, in that order. */
    public List<Problem> list() {
        return List.copyOf(found);
    }

    /**
     * Complains, if there is anything to complain about.
     *
     * @throws InvalidUnitException with all that was noted
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidUnitException(found);
        }
    }
}
