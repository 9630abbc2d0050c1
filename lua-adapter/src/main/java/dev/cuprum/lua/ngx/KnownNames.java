package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.Interned;
import dev.cuprum.lua.runtime.Text;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.luaj.vm2.LuaString;

/**
 * Names that units write again and again, such as those of headers and variables, looked up once. Bounded in number and
 * length, for units may make up names. Safe for use by several threads.
 *
 * @param <T> what a name stands for
 */
final class KnownNames<T> {

    private static final int MOST = 1000;
    private static final int LONGEST = 64;

    private final Map<LuaString, T> known = new ConcurrentHashMap<>();
    private final Function<LuaString, T> lookup;

    /**
     * @param lookup finds what a name stands for, or raises an error
     */
    KnownNames(Function<LuaString, T> lookup) {
        this.lookup = lookup;
    }

    /** What a name stands for. */
    T of(LuaString written) {
        T found = known.get(written);
        return found == null ? further(written) : found;
    }

    private T further(LuaString written) {
        T found = lookup.apply(written);
        if (written.m_length <= LONGEST && known.size() < MOST) {
            // A copy, for a string can be a small part of a large array that would be kept too.
            byte[] bytes = Arrays.copyOfRange(written.m_bytes, written.m_offset, written.m_offset + written.m_length);
            // What stands in code is that very object, so that to find it is to compare references.
            known.put(Interned.of(Text.string(bytes)), found);
        }
        return found;
    }
}
