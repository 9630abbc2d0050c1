package dev.cuprum.lua.regex;

/**
 * An expression as code of the JVM: does what {@link Machine#run} does with its program, step by step and on the same stack.
 * Stateless.
 */
abstract class Translation {

    /** To be called by generated code. */
    Translation() {}

    /**
     * Runs the program from its start.
     *
     * @param machine what it works on
     * @param place where in the subject
     * @param height how high the stack is
     * @return a status
     */
    abstract int run(Searching machine, int place, int height);

    /** Whether what is at a place can follow. */
    static boolean follows(boolean[] follow, byte[] subject, int place, int end) {
        return follow[place < end ? subject[place] & 0xff : FirstSets.END];
    }

    /** Which branches can begin with what is at a place. */
    static int branches(int[] masks, byte[] subject, int place, int end) {
        return masks[place < end ? subject[place] & 0xff : FirstSets.END];
    }
}
