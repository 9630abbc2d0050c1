package dev.cuprum.lua.regex;

/** How an expression is read and matched, besides what it says itself. */
public enum RegexOption {
    /** Letters match in either case. */
    CASELESS,
    /** {@code ^} and {@code $} also match at the lines in the middle. */
    MULTILINE,
    /** A dot also matches the end of a line. */
    DOTALL,
    /** White space and comments in the expression mean nothing. */
    EXTENDED,
    /** Quantifiers are lazy, unless a question mark follows; only an expression itself can say so. */
    UNGREEDY,
    /** Several groups may have the same name. */
    DUPLICATE_NAMES,
    /** Unknown escapes are errors; only an expression itself can say so. */
    EXTRA,
    /** Matches where it is told to begin, or not at all. */
    ANCHORED,
    /** Some things are as in JavaScript. */
    JAVASCRIPT,
    /** Expression and subject are UTF-8. */
    UTF8,
    /** Nobody looks whether the subject is valid UTF-8. */
    UNCHECKED_UTF8,
    /** Of all matches at a place the longest counts, without captures. */
    LONGEST,
    /** Classes of characters go by Unicode's properties; only an expression itself can say so. */
    PROPERTIES;

    /** The option as one bit. */
    int bit() {
        return 1 << ordinal();
    }

    /** Whether the option is among some bits. */
    boolean in(int bits) {
        return (bits & bit()) != 0;
    }
}
