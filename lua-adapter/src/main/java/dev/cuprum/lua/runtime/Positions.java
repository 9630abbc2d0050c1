package dev.cuprum.lua.runtime;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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

    /** What {@link #functions} says of a function that does not note its calls. */
    static final int NOT_NOTED = -2;

    /** A function on the stack: one of a unit with the place where it is, or a library's. */
    record Level(@Nullable CodeLoader loader, @Nullable Site site, CodeLoader.@Nullable Origin origin) {

        private static final Level LIBRARY = new Level(null, null, null);
        private static final Level NONE = new Level(null, null, null);

        /** Whether it is a chunk itself, rather than a function in one. */
        boolean main() {
            return origin != null && origin.line() == 0;
        }

        boolean isTracked() {
            return loader != null && loader.tracked();
        }

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
        return WALKER.walk(frames -> find(frames, level, false, null));
    }

    /** The functions at all levels, but no more than so many. */
    static List<Level> levels(int most) {
        List<Level> all = new ArrayList<>();
        WALKER.walk(frames -> find(frames, most, false, all));
        return all;
    }

    /** The function that is running, or who called it where that is a library's. */
    static Level blamed() {
        return WALKER.walk(frames -> find(frames, 0, true, null));
    }

    /**
     * How many functions that note their calls there are down to a level, with that at the level: 0 where that is a
     * library's, or what has called the unit; -1 where there is none; {@link #NOT_NOTED} where it notes nothing.
     */
    static int functions(int level) {
        List<Level> above = new ArrayList<>();
        Level found = WALKER.walk(frames -> find(frames, level, false, above));
        if (found == Level.LIBRARY) {
            return 0;
        }
        if (found.loader == null) {
            return -1;
        }
        return found.loader.tracked()
                ? 1 + (int) above.stream().filter(Level::isTracked).count()
                : NOT_NOTED;
    }

    private static Level find(
            Stream<StackWalker.StackFrame> frames, int sought, boolean blamed, @Nullable List<Level> all) {
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
                inside = site != null || (entry && inside == Level.NONE)
                        ? new Level(loader, site, loader.origin(type))
                        : inside;
                // A function that has made its last call is no longer there, unless the call itself is what failed.
                if (entry && (level < 0 || !isLast(inside))) {
                    if (++level == wanted) {
                        return inside;
                    }
                    note(all, new Level(loader, inside.site, loader.origin(type)));
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
                note(library ? null : all, Level.LIBRARY);
                library = true;
            } else if (type == Calls.class || type == Function.class) {
                library = false;
            }
        }
        return wanted == level + 1 ? Level.LIBRARY : Level.NONE;
    }

    private static void note(@Nullable List<Level> all, Level level) {
        if (all != null) {
            all.add(level);
        }
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
