package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;

/**
 * Where a unit sends a request inside the server: a path that nginx takes as safe, decoded, and the query behind it.
 *
 * @param path decoded
 * @param query as it is written; empty where there is none
 */
record InternalUri(String path, String query) {

    /**
     * Reads one as nginx does.
     *
     * @throws ScriptError where it is not safe: it climbs out of a folder, or has a NUL, or no path
     */
    static InternalUri parse(LuaRun run, LuaString uri) {
        run.budget().reserve(3L * uri.m_length);
        String text = Text.latin1(uri);
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        String decoded = path.indexOf('%') < 0 ? path : Text.latin1(decode(run, path));
        if (decoded.isEmpty() || climbs(path) || climbs(decoded) || decoded.indexOf(0) >= 0) {
            run.execution()
                    .log(
                            LogLevel.ERR,
                            "unsafe URI \"" + (decoded.isEmpty() || climbs(path) ? text : decoded) + "\" was detected");
            throw new ScriptError("unsafe uri");
        }
        return new InternalUri(decoded, mark < 0 ? "" : text.substring(mark + 1));
    }

    /** Whether one of its segments is two dots. */
    private static boolean climbs(String path) {
        return path.equals("..") || path.startsWith("../") || path.contains("/../") || path.endsWith("/..");
    }

    /** What is behind a percent sign and no number stays, without the sign. */
    private static LuaString decode(LuaRun run, String path) {
        ByteBuilder decoded = new ByteBuilder(run.budget(), path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                decoded.add(c);
                continue;
            }
            int high = digit(path, ++i);
            if (high < 0) {
                if (i < path.length()) {
                    decoded.add(path.charAt(i));
                }
                continue;
            }
            int low = digit(path, ++i);
            if (low >= 0) {
                decoded.add(high * 16 + low);
            }
        }
        return decoded.string();
    }

    private static int digit(String text, int i) {
        return i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
    }
}
