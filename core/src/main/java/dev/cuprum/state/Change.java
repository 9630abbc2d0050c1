package dev.cuprum.state;

/**
 * A change that was made, or was not.
 *
 * @param result how it ended
 * @param number the sum, or the length of the list, after it; 0 where there is none
 * @param forcible whether items that had not ended were removed to make room, also where there was not enough even so
 */
public record Change(Result result, double number, boolean forcible) {

    private static final Change DONE = new Change(Result.DONE, 0, false);

    static Change of(Result result) {
        return result == Result.DONE ? DONE : new Change(result, 0, false);
    }

    static Change of(Result result, boolean forcible) {
        return forcible ? new Change(result, 0, true) : of(result);
    }

    static Change done(double number) {
        return new Change(Result.DONE, number, false);
    }

    Change with(double number) {
        return new Change(result, number, forcible);
    }

    /** Whether it was made. */
    public boolean done() {
        return result == Result.DONE;
    }
}
