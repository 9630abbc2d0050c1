package dev.cuprum.unit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What becomes of a request when a unit fails, is stopped, or is kept from running by its breaker. */
public enum FailureMode {
    /** It is logged, and the request goes on as if the unit were not there. */
    OPEN,
    /** The request ends with 503. */
    CLOSED,
    /** Another unit runs in its place. */
    FALLBACK,
    /**
     * The request ends as lua-nginx-module ends it: with 500 where nothing of the response was sent, cut off where
     * something was. What the unit had written until then is not taken back.
     */
    ERROR;

    private static final List<FailureMode> ALL = List.of(values());

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name as it is written outside. */
    public String wireName() {
        return wireName;
    }

    /**
     * The failure mode of that name.
     *
     * @throws InvalidUnitException where there is none
     */
    public static FailureMode parse(String name) {
        for (FailureMode mode : ALL) {
            if (mode.wireName().equals(name)) {
                return mode;
            }
        }
        throw InvalidUnitException.of(
                "onFailure",
                "there is no failure mode '" + name + "'; choose one of "
                        + ALL.stream().map(FailureMode::wireName).collect(Collectors.joining(", ")));
    }
}
