package dev.cuprum.lua.regex;

/** Matches what a group has matched once more. */
final class References {

    private References() {}

    /** Where the same ends that stands from one place to another; negative where something else comes. */
    static int after(Steps steps, int start, int stop, boolean caseless) {
        return caseless && steps.program.utf() ? characters(steps, start, stop) : bytes(steps, start, stop, caseless);
    }

    private static int bytes(Steps steps, int start, int stop, boolean caseless) {
        byte[] subject = steps.subject;
        int length = stop - start;
        if (length > steps.end - steps.place) {
            return -1;
        }
        for (int i = 0; i < length; i++) {
            int a = subject[start + i];
            int b = subject[steps.place + i];
            if (a != b && !(caseless && lower(a) == lower(b))) {
                return -1;
            }
        }
        return steps.place + Math.max(length, 0);
    }

    private static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    private static int characters(Steps steps, int start, int stop) {
        byte[] subject = steps.subject;
        int at = steps.place;
        for (int i = start; i < stop; i = Utf8.next(subject, i, stop)) {
            if (at >= steps.end
                    || !CaseFolding.same(Utf8.decode(subject, i, stop), Utf8.decode(subject, at, steps.end))) {
                return -1;
            }
            at = Utf8.next(subject, at, steps.end);
        }
        return at;
    }
}
