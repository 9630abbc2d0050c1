package dev.cuprum.lua.runtime;

import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where in its source a unit is. Compiled code keeps no account of that: it is read off the stack when there
 * is something to say, from the place of the bytecode in each frame.
 */
final class Positions {

    private static final int MAX_NAME = 59;
    private static final int MAX_EXCERPT = 45;

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** A function on the stack: one of a unit with the place where it is, or a library's. */
    record Level(@Nullable CodeLoader loader, @Nullable Site site, boolean main) {

        private static final Level LIBRARY = new Level(null, null, false);
        private static final Level NONE = new Level(null, null, false);

        boolean isCode() {
            return loader != null;
        }

        /** As it is put before a message. */
        String position() {
            return loader == null ? "" : loader.chunk() + ":" + line() + ": ";
        }

        int line() {
            return site == null ? 0 : site.line();
        }
    }

    private Positions() {}

    /** The name of a chunk as messages have it: a name that begins with @ or = is one, any other is the source. */
    static String chunkName(String source) {
        if (source.startsWith("=")) {
            return source.substring(1, Math.min(source.length(), MAX_NAME + 1));
        }
        if (source.startsWith("@")) {
            int length = source.length() - 1;
            return length <= MAX_NAME ? source.substring(1) : "..." + source.substring(source.length() - MAX_NAME + 3);
        }
        int end = source.indexOf('\n');
        String line = end < 0 ? source : source.substring(0, end);
        boolean cut = end >= 0 || line.length() > MAX_EXCERPT;
        return "[string \"" + line.substring(0, Math.min(line.length(), MAX_EXCERPT)) + (cut ? "..." : "") + "\"]";
    }

    /** The function at a level: 0 is the one that is running, 1 the one that called it. */
    static Level level(int level) {
        return WALKER.walk(frames -> find(frames, level, false));
    }

    /** The function that is running, or who called it where that is a library's. */
    static Level blamed() {
        return WALKER.walk(frames -> find(frames, 0, true));
    }

    private static Level find(Stream<StackWalker.StackFrame> frames, int sought, boolean blamed) {
        int wanted = sought;
        int level = -1;
        Level inside = Level.NONE;
        boolean library = false;
        for (Iterator<StackWalker.StackFrame> i = frames.iterator(); i.hasNext(); ) {
            StackWalker.StackFrame frame = i.next();
            Class<?> type = frame.getDeclaringClass();
            if (type.getClassLoader() instanceof CodeLoader loader) {
                boolean entry = isEntry(frame);
                library = false;
                // What is outlined from a function comes before the function itself, and knows better where it is;
                // but what reads or writes a field for it knows nothing.
                Site site = inside == Level.NONE ? loader.site(frame) : null;
                inside = site != null || (entry && inside == Level.NONE) ? level(loader, site, type) : inside;
                // A function that has made its last call is no longer there, unless the call itself is what failed.
                if (entry && (level < 0 || !isLast(inside)) && ++level == wanted) {
                    return inside;
                }
                inside = entry ? Level.NONE : inside;
            } else if (Native.class.isAssignableFrom(type) && isEntry(frame)) {
                // Its methods call one another; between two library functions there is always something else.
                if (!library && ++level == wanted) {
                    if (!blamed || level > 0) {
                        return Level.LIBRARY;
                    }
                    wanted = 1;
                }
                library = true;
            } else if (type == Calls.class || type == Function.class) {
                library = false;
            }
        }
        return Level.NONE;
    }

    private static Level level(CodeLoader loader, @Nullable Site site, Class<?> type) {
        return new Level(loader, site, loader.isMain(type));
    }

    /** Whether a function begins there. A method's name is what costs most about a frame, so few are asked for it. */
    private static boolean isEntry(StackWalker.StackFrame frame) {
        return frame.getMethodName().startsWith("invoke");
    }

    /** The innermost line of a chunk that is being executed; 0 where none is. */
    static int innermost(String chunk) {
        return WALKER.walk(
                frames -> frames.filter(frame -> frame.getDeclaringClass().getClassLoader() instanceof CodeLoader loader
                                && loader.chunk().equals(chunk))
                        .map(frame -> ((CodeLoader) frame.getDeclaringClass().getClassLoader()).site(frame))
                        .filter(Objects::nonNull)
                        .mapToInt(Site::line)
                        .filter(line -> line > 0)
                        .findFirst()
                        .orElse(0));
    }

    private static boolean isLast(Level level) {
        return level.site != null && level.site.last();
    }
}
