package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code ndk.set_var}: the directives of nginx's set-misc module that make one text of another, as functions. */
final class SetDirectives extends ReadOnlyTable {

    private static final Map<String, UnaryOperator<LuaString>> DIRECTIVES = directives();

    private SetDirectives() {
        super("ndk.set_var");
        DIRECTIVES.forEach((name, change) -> with(name, new Native(name, args -> apply(change, args))));
        seal();
    }

    /** The global {@code ndk}. */
    static ReadOnlyTable ndk() {
        return new ReadOnlyTable("ndk").with("set_var", new SetDirectives()).seal();
    }

    private static Map<String, UnaryOperator<LuaString>> directives() {
        Map<String, UnaryOperator<LuaString>> all = new LinkedHashMap<>();
        all.put("set_decode_base64", text -> orNothing(Base64Text.STANDARD.decode(text, false)));
        all.put("set_decode_base64url", text -> orNothing(Base64Text.URL.decode(text, false)));
        all.put("set_decode_hex", HexText::decode);
        all.put("set_encode_base64", text -> Base64Text.STANDARD.encode(text, true));
        all.put("set_encode_base64url", text -> Base64Text.URL.encode(text, false));
        all.put("set_encode_hex", HexText::encode);
        all.put("set_escape_uri", SetDirectives::escape);
        all.put("set_md5", text -> Digests.hex(Digests.of("MD5", text)));
        all.put("set_quote_sql_str", SqlText::quote);
        all.put("set_sha1", text -> Digests.hex(Digests.of("SHA-1", text)));
        all.put("set_unescape_uri", SetDirectives::unescape);
        return all;
    }

    private static LuaString escape(LuaString text) {
        return UriText.escape(new ByteBuilder(LuaRun.current().budget(), text.m_length), text, UriText.COMPONENT)
                .string();
    }

    private static LuaString unescape(LuaString text) {
        LuaRun.current().budget().reserve(2L * text.m_length);
        return UriText.unescape(Text.latin1(text));
    }

    private static LuaString orNothing(LuaValue text) {
        return text instanceof LuaString string ? string : LuaValue.EMPTYSTRING;
    }

    /** Directives are given text, so nil is the text nil. */
    private static Varargs apply(UnaryOperator<LuaString> change, Varargs args) {
        LuaValue text = Text.tostring(args.arg1());
        return change.apply(Text.isText(text) ? Text.of(text) : LuaValue.EMPTYSTRING);
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaValue directive = super.get(key);
        if (directive.isnil()) {
            throw new ScriptError("ndk.set_var: directive \"" + Text.describe(key)
                    + "\" not found or does not use ndk_set_var_value");
        }
        return directive;
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        throw new ScriptError("not allowed");
    }
}
