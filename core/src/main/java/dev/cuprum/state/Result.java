package dev.cuprum.state;

/** How a change of a dictionary ended. */
public enum Result {
    /** It was made. */
    DONE,
    /** The key is there already. */
    EXISTS,
    /** The key is not there. */
    NOT_FOUND,
    /** There is no room, and none could be made or was to be made. */
    NO_MEMORY,
    /** There is no room for one more element of a list; for lists nothing else makes room. */
    LIST_FULL,
    /** The value is not a number. */
    NOT_A_NUMBER,
    /** The value is not a list. */
    NOT_A_LIST
}
