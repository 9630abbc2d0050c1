package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Text;
import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** Text as it stands in URIs. */
final class UriText {

    /** Escapes a component: everything but the unreserved characters. */
    static final int COMPONENT = 2;

    /** The last of the ways to escape: 0 a whole URI, 1 arguments, 2 a component, 3 HTML, 4 a refresh, 5 memcached, 6 mail. */
    static final int LAST = 6;

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!'()*-._~";

    /** Which bytes stay as they are, for each way. */
    private static final boolean[][] STAYS = {
        visible("#%?", false),
        visible("#%+?", false),
        unreserved(),
        visible("\"#%'", false),
        visible("\"'", false),
        visible("%", true),
        visible("%", true)
    };

    private static final String HEX = "0123456789ABCDEF";

    private UriText() {}

    private static boolean[] visible(String except, boolean high) {
        boolean[] stays = new boolean[256];
        Arrays.fill(stays, ' ' + 1, high ? 256 : 127, true);
        except.chars().forEach(c -> stays[c] = false);
        return stays;
    }

    private static boolean[] unreserved() {
        boolean[] stays = new boolean[256];
        UNRESERVED.chars().forEach(c -> stays[c] = true);
        return stays;
    }

    /**
     * Escapes text.
     *
     * @param kind which way, from 0 to {@link #LAST}
     */
    static ByteBuilder escape(ByteBuilder result, LuaString text, int kind) {
        boolean[] stays = STAYS[kind];
        for (int i = 0; i < text.m_length; i++) {
            int c = text.luaByte(i);
            if (stays[c]) {
                result.add(c);
            } else {
                result.add('%').add(HEX.charAt(c >> 4)).add(HEX.charAt(c & 15));
            }
        }
        return result;
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
