package dev.cuprum.lua.regex;

import java.util.function.IntPredicate;

/**
 * An expression as instructions. Immutable.
 *
 * @param code the instructions; the first of them is what is left on the stack in the end
 * @param start where they begin
 * @param slots how many numbers a match notes: two for the whole match and each group, then what loops need
 * @param captures how many groups there are
 * @param pool bytes of literals
 * @param sets for each byte, whether a character may begin with it; the last tells of the end
 * @param wideSets characters
 * @param masks for each byte, which branches may begin with it
 * @param groups lists of groups
 * @param names names of directives
 * @param word which characters words are made of
 */
record Program(
        int[] code,
        int start,
        int slots,
        int captures,
        byte[] pool,
        boolean[][] sets,
        CharSet[] wideSets,
        int[][] masks,
        int[][] groups,
        String[] names,
        IntPredicate word,
        Newlines newlines,
        boolean utf,
        boolean javascript,
        boolean longest,
        boolean memorable,
        Beginning beginning) {

    /** About how many bytes of memory it takes. */
    int weight() {
        return 512 + 64 * code.length + pool.length + 280 * sets.length + 1048 * masks.length + 800 * wideSets.length;
    }
}
