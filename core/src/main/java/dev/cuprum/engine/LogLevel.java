package dev.cuprum.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The levels of nginx's error log, most urgent first; the ordinal is the number that lua-nginx-module gives the level. */
public enum LogLevel {
    /** Standard error itself. */
    STDERR,
    /** The system is unusable. */
    EMERG,
    /** Act at once. */
    ALERT,
    /** A critical condition. */
    CRIT,
    /** An error. */
    ERR,
    /** A warning. */
    WARN,
    /** Normal, and worth noting. */
    NOTICE,
    /** For information. */
    INFO,
    /** For finding faults. */
    DEBUG;

    /** The name as units write it, which is lua-nginx-module's. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name as nginx's error log has it. */
    public String nginxName() {
        return this == ERR ? "error" : wireName();
    }

    /**
     * The level of a name, be it that of nginx's error log or that which units write.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static LogLevel parse(String name) {
        for (LogLevel level : values()) {
            if (level.nginxName().equals(name) || level.wireName().equals(name)) {
                return level;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is no level of the log; choose one of "
                + Arrays.stream(values()).map(LogLevel::nginxName).collect(Collectors.joining(", ")));
    }

    /** Whether messages of this level are written by a log of another: those that are as urgent, or more. */
    public boolean passes(LogLevel least) {
        return compareTo(least) <= 0;
    }
}
