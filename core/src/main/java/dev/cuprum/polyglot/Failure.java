package dev.cuprum.polyglot;

import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.SourceSection;
import org.jspecify.annotations.Nullable;

/** What went wrong in a unit, told in terms of its own source. */
final class Failure {

    private Failure() {}

    /** The line of the unit in which it happened; 0 where that is not known. */
    static int line(PolyglotException e, String source) {
        SourceSection place = place(e, source);
        return place == null ? 0 : place.getStartLine();
    }

    /** The same, for languages whose errors say as their place the whole of what was running. */
    static int lineOfCall(PolyglotException e, String source) {
        SourceSection call = call(e, source);
        return call == null ? line(e, source) : call.getStartLine();
    }

    static @Nullable SourceSection place(PolyglotException e, String source) {
        SourceSection own = e.getSourceLocation();
        if (isOf(own, source)) {
            return own;
        }
        return call(e, source);
    }

    private static @Nullable SourceSection call(PolyglotException e, String source) {
        for (StackFrame frame : e.getPolyglotStackTrace()) {
            SourceSection place = frame.isGuestFrame() ? frame.getSourceLocation() : null;
            if (isOf(place, source)) {
                return place;
            }
        }
        return null;
    }

    private static boolean isOf(@Nullable SourceSection place, String source) {
        return place != null
                && place.isAvailable()
                && source.equals(place.getSource().getName());
    }

    /** For the log: the line, and what was thrown. */
    static String describe(PolyglotException e, int line) {
        return (line > 0 ? "line " + line + ": " : "") + message(e);
    }

    private static String message(PolyglotException e) {
        if (e.isHostException()) {
            Throwable host = e.asHostException();
            return String.valueOf(host.getMessage());
        }
        if (e.isInternalError()) {
            return "internal error: " + e.getMessage();
        }
        return String.valueOf(e.getMessage());
    }
}
