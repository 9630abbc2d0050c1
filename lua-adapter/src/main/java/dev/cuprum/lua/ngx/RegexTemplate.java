package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.regex.RegexMatcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * A text in which {@code $1} and <code>${1}</code> stand for what a group has matched, and {@code $$} for a dollar. Immutable.
 */
final class RegexTemplate implements RegexReplacement {

    private static final int LARGEST = 1_000_000;

    /** A text, or a group where that is not negative. */
    private record Part(LuaString text, int group) {}

    private final List<Part> parts;

    private RegexTemplate(List<Part> parts) {
        this.parts = parts;
    }

    /** The template that a text is; null where it is none. */
    static @Nullable RegexTemplate of(LuaString text) {
        int length = text.m_length;
        List<Part> parts = new ArrayList<>();
        int copied = 0;
        int i = text.indexOf((byte) '$', 0);
        while (i >= 0) {
            if (i + 1 >= length) {
                return null;
            }
            if (text.luaByte(i + 1) == '$') {
                parts.add(new Part(text.substring(copied, i + 1), -1));
                copied = i + 2;
            } else {
                boolean braced = text.luaByte(i + 1) == '{';
                int start = braced ? i + 2 : i + 1;
                int end = afterDigits(text, start);
                if (end == start || braced && (end >= length || text.luaByte(end) != '}')) {
                    return null;
                }
                parts.add(new Part(text.substring(copied, i), -1));
                parts.add(new Part(text, number(text, start, end)));
                copied = braced ? end + 1 : end;
            }
            i = text.indexOf((byte) '$', copied);
        }
        parts.add(new Part(text.substring(copied, length), -1));
        return new RegexTemplate(parts);
    }

    private static int afterDigits(LuaString text, int from) {
        int i = from;
        while (i < text.m_length && text.luaByte(i) >= '0' && text.luaByte(i) <= '9') {
            i++;
        }
        return i;
    }

    private static int number(LuaString text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            number = Math.min(LARGEST, number * 10 + text.luaByte(i) - '0');
        }
        return number;
    }

    @Override
    public void addTo(ByteBuilder result, KnownRegex known, RegexMatcher matcher, LuaString subject) {
        for (Part part : parts) {
            if (part.group < 0) {
                result.add(part.text);
            } else if (part.group <= matcher.groups() && matcher.start(part.group) >= 0) {
                int start = matcher.start(part.group);
                int length = Math.max(0, matcher.end(part.group) - start);
                result.add(subject.m_bytes, subject.m_offset + start, length);
            }
        }
    }
}
