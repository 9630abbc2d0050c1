package dev.cuprum.unit;

import java.util.List;
import java.util.stream.Collectors;

/** Says that a unit, a part of one, or a release of several cannot be accepted, with every reason at once. */
public final class InvalidUnitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems what is wrong; at least one
     */
    public InvalidUnitException(List<Problem> problems) {
        super(describe(problems));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an invalid unit has at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** One problem of one field. */
    public static InvalidUnitException of(String field, String message) {
        return new InvalidUnitException(List.of(new Problem(field, message)));
    }

    /** All problems in one line, as in the message. */
    public String describe() {
        return describe(problems);
    }

    private static String describe(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }

    /** What is wrong, in the order in which it was found. */
    public List<Problem> problems() {
        return problems;
    }
}
