package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;

/** Text as it stands in URIs. */
final class UriText {

    /** Escapes a whole URI: what would end or change it. */
    static final int WHOLE = 0;

    /** Escapes a component: everything but the unreserved characters. */
    static final int COMPONENT = 2;

    private static final String HEX = "0123456789ABCDEF";

    private UriText() {}

    static ByteBuilder escape(ByteBuilder result, LuaString text, int kind) {
        for (int i = 0; i < text.m_length; i++) {
            int c = text.luaByte(i);
            if (kind == COMPONENT ? isUnreserved(c) : isOrdinary(c)) {
                result.add(c);
            } else {
                result.add('%').add(HEX.charAt(c >> 4)).add(HEX.charAt(c & 15));
            }
        }
        return result;
    }

    private static boolean isUnreserved(int c) {
        boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        return letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    }

    private static boolean isOrdinary(int c) {
        return c > ' ' && c < 127 && c != '#' && c != '%' && c != '?';
    }

    static LuaString unescape(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return Text.lua(text);
        }
        ByteBuilder result = new ByteBuilder(LuaRun.current().budget(), text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                result.add(high * 16 + low);
                i += 2;
            } else {
                result.add(c == '+' ? ' ' : c);
            }
        }
        return result.string();
    }
}
