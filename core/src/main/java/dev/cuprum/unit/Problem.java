package dev.cuprum.unit;

import java.util.Objects;

/**
 * One thing that is wrong with something a person wrote, and where.
 *
 * @param field the place, as a path of field names ({@code sampling.percent}); empty where the whole is meant
 * @param message what is wrong and, where there is one, the way out
 * @param line the line of the unit's source that is to blame, from 1; 0 where none is
 */
public record Problem(String field, String message, int line) {

    public Problem {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }

    /** A problem of no line. */
    public Problem(String field, String message) {
        this(field, message, 0);
    }

    /** The same problem, seen from the thing that holds it. */
    public Problem under(String parent) {
        if (parent.isEmpty()) {
            return this;
        }
        return new Problem(field.isEmpty() ? parent : parent + "." + field, message, line);
    }

    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
