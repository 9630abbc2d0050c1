package dev.cuprum.lua.regex;

/** How a match ends that is none, by PCRE's numbers. */
public final class Status {

    /** Nothing matches. */
    public static final int NO_MATCH = -1;

    /** It has tried too often. */
    public static final int MATCH_LIMIT = -8;

    /** The subject is not UTF-8. */
    public static final int BAD_UTF8 = -10;

    /** The place to begin is within a character. */
    public static final int BAD_UTF8_OFFSET = -11;

    /** The expression has something that a search for the longest match does not know. */
    public static final int UNSUPPORTED_ITEM = -16;

    /** The same of a condition. */
    public static final int UNSUPPORTED_CONDITION = -17;

    /** Parts of an expression are nested too deeply for a search for the longest match. */
    public static final int NESTED_TOO_DEEPLY = -20;

    /** The place to begin is not within the subject. */
    public static final int BAD_OFFSET = -24;

    /** A group calls itself at the same place without end. */
    public static final int RECURSION_LOOP = -26;

    /** A match that has been found. */
    static final int MATCHED = 0;

    /** Nothing matches here, and is not to be looked for anywhere else. */
    static final int COMMITTED = -100;

    /** Nothing matches here, but perhaps from where the machine says, or else from the next place. */
    static final int SKIPPED = -101;

    private Status() {}
}
