package dev.cuprum.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Something about a store that a person should look at. It stands from when it is raised until it is cleared.
 *
 * @param kind what it is about
 * @param message the fact, what the node does meanwhile, and the way out
 * @param since when it was raised
 */
public record StoreAlarm(Kind kind, String message, Instant since) {

    /** What an alarm is about. A store has at most one of each kind at a time. */
    public enum Kind {
        /** The server does not answer, or refuses to work. */
        LOST,
        /** The server answers and has nothing, where there were units before. */
        EMPTIED,
        /** The server has units that do not go back to those of this node: somebody began anew. */
        REPLACED,
        /** The server went back: it does not have the newest releases that this node has seen. */
        BEHIND,
        /** What the server has was not written by a publication. */
        TAMPERED,
        /** What the server has is signed by nobody whom this node trusts. */
        UNTRUSTED,
        /** The history has gaps, or was altered. */
        HISTORY,
        /** The file that keeps the last good generation was damaged, or cannot be written. */
        FILE;

        /** As it is written outside the JVM. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of a written name; nothing where there is no such kind. */
        public static Optional<Kind> of(String wireName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName().equals(wireName))
                    .findFirst();
        }
    }
}
