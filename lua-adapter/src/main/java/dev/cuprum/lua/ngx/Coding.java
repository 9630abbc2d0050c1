package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Text in other clothes: URIs, query arguments, base64, digests, SQL. */
final class Coding {

    private Coding() {}

    static void addTo(ReadOnlyTable ngx) {
        ngx.with("crc32_long", args -> Num.of(Digests.crc32(text(args))))
                .with("crc32_short", args -> Num.of(Digests.crc32(text(args))))
                .with("decode_args", Coding::decodeArgs)
                .with("decode_base64", args -> Base64Text.STANDARD.decode(string(args), false))
                .with("decode_base64mime", args -> Base64Text.STANDARD.decode(string(args), true))
                .with("encode_args", Coding::encodeArgs)
                .with("encode_base64", Coding::encodeBase64)
                .with("escape_uri", Coding::escapeUri)
                .with("hmac_sha1", Coding::hmacSha1)
                .with("md5", args -> Digests.hex(Digests.of("MD5", text(args))))
                .with("md5_bin", args -> Text.string(Digests.of("MD5", text(args))))
                .with("quote_sql_str", Coding::quoteSql)
                .with("sha1_bin", args -> Text.string(Digests.of("SHA-1", text(args))))
                .with("unescape_uri", args -> UriText.unescape(latin1(text(args))));
    }

    /** Any value as OpenResty's functions in Lua take it: what is false is no text, and all else is made one. */
    static LuaString text(Varargs args) {
        LuaValue value = args.arg1();
        if (value instanceof LuaString string) {
            return string;
        }
        if (!value.toboolean()) {
            return LuaValue.EMPTYSTRING;
        }
        LuaValue text = Text.tostring(value);
        if (!Text.isText(text)) {
            throw new ScriptError("'tostring' must return a string");
        }
        return Text.of(text);
    }

    private static LuaString string(Varargs args) {
        if (args.arg1() instanceof LuaString string) {
            return string;
        }
        throw new ScriptError("string argument only");
    }

    private static String latin1(LuaString text) {
        LuaRun.current().budget().reserve(2L * text.m_length);
        return Text.latin1(text);
    }

    private static Varargs decodeArgs(Varargs args) {
        int count = args.narg();
        if (count != 1 && count != 2) {
            throw new ScriptError("expecting 1 or 2 arguments but seen " + count);
        }
        String query = latin1(Args.string(args, 1));
        return ArgumentTables.decode(query, count == 2 ? Args.integer(args, 2) : ArgumentTables.DEFAULT_MAX);
    }

    private static Varargs encodeArgs(Varargs args) {
        if (args.narg() != 1) {
            throw new ScriptError("expecting 1 argument but seen " + args.narg());
        }
        return ArgumentTables.encode(Args.table(args, 1));
    }

    private static Varargs escapeUri(Varargs args) {
        LuaString text = text(args);
        LuaValue kind = args.arg(2);
        if (kind.isnil()) {
            return escaped(text, UriText.COMPONENT);
        }
        if (!(kind instanceof Num number)) {
            throw new ScriptError(LuaString.valueOf("\"type\" is not a number"), 2);
        }
        if (number.v < 0 || number.v > UriText.LAST) {
            throw new ScriptError(LuaString.valueOf("\"type\" " + Numbers.format(number.v) + " out of range"), 2);
        }
        return escaped(text, (int) number.v);
    }

    private static LuaString escaped(LuaString text, int kind) {
        return UriText.escape(new ByteBuilder(LuaRun.current().budget(), text.m_length), text, kind)
                .string();
    }

    private static Varargs encodeBase64(Varargs args) {
        LuaString text = text(args);
        LuaValue bare = args.arg(2);
        if (bare.toboolean() && !bare.isboolean()) {
            throw new ScriptError("bad no_padding: boolean expected, got " + bare.typename());
        }
        return Base64Text.STANDARD.encode(text, !bare.toboolean());
    }

    private static Varargs hmacSha1(Varargs args) {
        if (args.narg() != 2) {
            throw new ScriptError("expecting 2 arguments, but got " + args.narg());
        }
        return Text.string(Digests.hmacSha1(Args.string(args, 1), Args.string(args, 2)));
    }

    private static Varargs quoteSql(Varargs args) {
        if (args.narg() != 1) {
            throw new ScriptError("expecting one argument");
        }
        return SqlText.quote(Args.string(args, 1));
    }

    /** The module {@code ngx.base64}: base64 by the alphabet for URLs. */
    static ReadOnlyTable base64Module() {
        return new ReadOnlyTable("ngx.base64")
                .with("decode_base64url", Coding::decodeBase64Url)
                .with("encode_base64url", Coding::encodeBase64Url)
                .with("version", Modules.VERSION)
                .seal();
    }

    private static Varargs decodeBase64Url(Varargs args) {
        if (!(args.arg1() instanceof LuaString text)) {
            return Modules.failure("must provide a string");
        }
        LuaValue decoded = Base64Text.URL.decode(text, false);
        return decoded.isnil() ? Modules.failure("invalid input") : decoded;
    }

    private static Varargs encodeBase64Url(Varargs args) {
        if (!(args.arg1() instanceof LuaString text)) {
            return Modules.failure("must provide a string");
        }
        return Base64Text.URL.encode(text, false);
    }
}
