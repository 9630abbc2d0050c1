package dev.cuprum.lua;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Tables of expressions with what they give: one {@code expression => result} in a line. Several values are shown with
 * a space between, an error as {@code error: message} without its position, or as {@code error without position:
 * message} where it has none. A line that begins with a tilde is for what
 * OpenResty's LuaJIT has and Lua 5.1 has not, one with an exclamation mark (after it) for what a LuaJIT built without the
 * extensions of Lua 5.2 has not, or has otherwise than Lua 5.1.
 */
public final class LuaCases {

    /**
     * Defines {@code show}, which calls a function and shows what came of it, and {@code all}, which returns what it is
     * given: a call around another, for a function that is called last has no name.
     */
    public static final String SHOW =
            """
            local function shown(ok, ...)
              if not ok then
                local message, positions = tostring((...)):gsub('^[^:]*:%d+: ', '')
                return (positions > 0 and 'error: ' or 'error without position: ') .. message
              end
              local t = {}
              for i = 1, select('#', ...) do t[i] = tostring((select(i, ...))) end
              return table.concat(t, ' ')
            end
            local function show(f) return shown(pcall(f)) end
            local function all(...) return ... end
            """;

    private LuaCases() {}

    /** The cases of a table, as arguments of a parameterized test. */
    public static Stream<Arguments> of(String table) {
        return table.lines().filter(line -> line.contains(" =>")).map(line -> {
            String text = line.replaceFirst("^[~!]+", "");
            int arrow = text.lastIndexOf(" =>");
            return arguments(
                    text.substring(0, arrow).strip(), text.substring(arrow + 3).strip());
        });
    }

    /** What an expression gives here. */
    public static String evaluate(String expression) {
        return TestUnits.content(SHOW + "ngx.print(show(function() return all(" + expression + ") end))")
                .strip();
    }
}
