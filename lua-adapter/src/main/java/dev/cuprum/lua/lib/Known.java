package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Text;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * What has been made of short texts that units use again and again, such as patterns and formats. Bounded in number, as
 * units may make texts up: when it is full it begins anew. Safe for use by several threads.
 */
final class Known<T> {

    private static final int MOST = 1000;
    private static final int LONGEST = 256;

    private static final int LATELY = 256;

    private final Map<LuaString, T> known = new ConcurrentHashMap<>();

    /**
     * What was asked for lately, by the very string that a constant of a unit is. Threads see one another's entries in
     * any order or never, which only costs a look into the map.
     */
    private final Entry<?>[] lately = new Entry<?>[LATELY];

    private record Entry<T>(LuaString text, T made) {}

    /** What was made of a text; null where that is not known. */
    @Nullable
    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // Another string with the same bytes is looked up below.
    T get(LuaString text) {
        int place = text.hashCode() & (LATELY - 1);
        Entry<?> entry = lately[place];
        if (entry != null && entry.text == text) {
            return (T) entry.made;
        }
        T made = text.m_length > LONGEST ? null : known.get(text);
        if (made != null && text.m_bytes.length <= LONGEST) {
            lately[place] = new Entry<>(text, made);
        }
        return made;
    }

    /** Keeps what was made of a text, where it is short, and returns it. */
    T add(LuaString text, T made) {
        if (text.m_length <= LONGEST) {
            if (known.size() >= MOST) {
                known.clear();
            }
            // A copy, for a string can be a small part of a large array that would be kept too.
            byte[] bytes = Arrays.copyOfRange(text.m_bytes, text.m_offset, text.m_offset + text.m_length);
            known.put(Text.string(bytes), made);
        }
        return made;
    }
}
