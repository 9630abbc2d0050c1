package dev.cuprum.lua.lib;

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

    private final Map<LuaString, T> known = new ConcurrentHashMap<>();

    /** What was made of a text; null where that is not known. */
    @Nullable
    T get(LuaString text) {
        return text.m_length > LONGEST ? null : known.get(text);
    }

    /** Keeps what was made of a text, where it is short, and returns it. */
    T add(LuaString text, T made) {
        if (text.m_length <= LONGEST) {
            if (known.size() >= MOST) {
                known.clear();
            }
            // A copy, for a string can be a small part of a large array that would be kept too.
            byte[] bytes = Arrays.copyOfRange(text.m_bytes, text.m_offset, text.m_offset + text.m_length);
            known.put(LuaString.valueUsing(bytes), made);
        }
        return made;
    }
}
