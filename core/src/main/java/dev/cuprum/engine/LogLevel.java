package dev.cuprum.engine;

import java.util.Locale;

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

    /** The name as a log line has it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
