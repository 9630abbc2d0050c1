package dev.cuprum.unit;

/**
 * The name of a unit, unique within an edge: 1 to 128 characters of {@code A-Z a-z 0-9 . _ -}.
 *
 * @param value the name
 */
public record UnitId(String value) implements Comparable<UnitId> {

    /** The longest a name may be, in characters. */
    public static final int MAX_LENGTH = 128;

    /**
     * @throws InvalidUnitException where the name is empty, too long, or has other characters
     */
    public UnitId {
        if (!isAllowed(value)) {
            throw InvalidUnitException.of(
                    "id",
                    "an id has 1 to " + MAX_LENGTH + " characters of A-Z a-z 0-9 . _ -, and this one is "
                            + describe(value));
        }
    }

    /** The same as the constructor, to read better in a line. */
    public static UnitId of(String value) {
        return new UnitId(value);
    }

    private static boolean isAllowed(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || c == '-'
                || c == '.'
                || c == '_';
    }

    private static String describe(String value) {
        if (value.isEmpty()) {
            return "empty";
        }
        return value.length() > MAX_LENGTH ? value.length() + " characters long" : "'" + value + "'";
    }

    @Override
    public int compareTo(UnitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
