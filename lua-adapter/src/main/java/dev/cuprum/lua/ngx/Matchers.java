package dev.cuprum.lua.ngx;

import dev.cuprum.lua.regex.RegexMatcher;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ThreadAttachment;
import org.jspecify.annotations.Nullable;

/**
 * Matchers that a thread has ready for the expressions it has used lately. Whoever takes one has it alone until it is
 * given back; one that is not, after an error, is forgotten. Used by one thread.
 */
final class Matchers {

    private static final ThreadAttachment<Matchers> READY = new ThreadAttachment<>(Matchers::new);
    private static final int PLACES = 64;

    private final @Nullable RegexMatcher[] ready = new RegexMatcher[PLACES];
    private final @Nullable KnownRegex[] expressions = new KnownRegex[PLACES];

    private Matchers() {}

    /** Those of the thread that a run is on. */
    static Matchers of(LuaRun run) {
        return run.attachment(READY);
    }

    /** A matcher of an expression. */
    @SuppressWarnings("ReferenceEquality") // An expression is compiled once, as long as it is known.
    RegexMatcher take(KnownRegex known, LuaRun run) {
        int place = known.number & PLACES - 1;
        RegexMatcher matcher = ready[place];
        if (matcher != null && expressions[place] == known) {
            ready[place] = null;
            expressions[place] = null;
            matcher.budget(run.budget());
            return matcher;
        }
        return known.regex().matcher(run.budget());
    }

    /** Takes a matcher back. */
    void give(KnownRegex known, RegexMatcher matcher) {
        if (known.isSmall() && matcher.reusable()) {
            int place = known.number & PLACES - 1;
            ready[place] = matcher;
            expressions[place] = known;
        }
    }
}
