package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.Text;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Names that units write again and again, such as those of headers and variables, converted once. Bounded in number and
 * length, for units may make up names. Safe for use by several threads.
 */
final class KnownNames {

    private static final int MOST = 1000;
    private static final int LONGEST = 64;

    private final Map<LuaString, String> known = new ConcurrentHashMap<>();
    private final Function<LuaValue, String> conversion;

    /**
     * @param conversion makes the name of what a unit has written, or raises an error
     */
    KnownNames(Function<LuaValue, String> conversion) {
        this.conversion = conversion;
    }

    /** The name that a unit means. */
    String of(LuaValue written) {
        if (!(written instanceof LuaString string) || string.m_length > LONGEST) {
            return conversion.apply(written);
        }
        String name = known.get(string);
        if (name == null) {
            name = conversion.apply(written);
            if (known.size() < MOST) {
                // A copy, for a string can be a small part of a large array that would be kept too.
                byte[] bytes = Arrays.copyOfRange(string.m_bytes, string.m_offset, string.m_offset + string.m_length);
                known.put(Text.string(bytes), name);
            }
        }
        return name;
    }
}
