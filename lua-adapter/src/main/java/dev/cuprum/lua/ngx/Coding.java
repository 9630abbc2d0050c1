package dev.cuprum.lua.ngx;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.Text;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Text in other clothes: URIs, query arguments, base64, md5. */
final class Coding {

    /** How many bytes are digested between two looks at the budget. */
    private static final int BETWEEN_POLLS = 16 * 1024;

    private Coding() {}

    static void addTo(ReadOnlyTable ngx) {
        ngx.with(
                        "decode_args",
                        args -> ArgumentTables.decode(text(args), Args.integer(args, 2, ArgumentTables.DEFAULT_MAX)))
                .with("decode_base64", Coding::decodeBase64)
                .with("encode_args", args -> ArgumentTables.encode(Args.table(args, 1)))
                .with("encode_base64", Coding::encodeBase64)
                .with("escape_uri", Coding::escapeUri)
                .with("md5", args -> Text.lua(HexFormat.of().formatHex(md5(Args.string(args, 1)))))
                .with("md5_bin", args -> Text.string(md5(Args.string(args, 1))))
                .with("unescape_uri", args -> UriText.unescape(text(args)));
    }

    private static String text(Varargs args) {
        LuaString text = Args.string(args, 1);
        LuaRun.current().budget().reserve(2L * text.m_length);
        return Text.latin1(text);
    }

    private static Varargs escapeUri(Varargs args) {
        LuaString text = Args.string(args, 1, LuaValue.EMPTYSTRING);
        int kind = Args.integer(args, 2, UriText.COMPONENT);
        if (kind != UriText.WHOLE && kind != UriText.COMPONENT) {
            throw Args.wrong(2, "0, for a whole URI, or 2, for a component, expected");
        }
        return UriText.escape(new ByteBuilder(LuaRun.current().budget(), text.m_length), text, kind)
                .string();
    }

    private static Varargs encodeBase64(Varargs args) {
        LuaString text = Args.string(args, 1, LuaValue.EMPTYSTRING);
        LuaRun.current().budget().reserve(2L * text.m_length);
        Base64.Encoder encoder = Base64.getEncoder();
        boolean bare = args.arg(2).toboolean();
        return Text.string((bare ? encoder.withoutPadding() : encoder).encode(Text.bytes(text)));
    }

    private static Varargs decodeBase64(Varargs args) {
        LuaString text = Args.string(args, 1);
        LuaRun.current().budget().reserve(2L * text.m_length);
        try {
            return Text.string(Base64.getDecoder().decode(Text.bytes(text)));
        } catch (IllegalArgumentException e) {
            return LuaValue.NIL;
        }
    }

    private static byte[] md5(LuaString text) {
        Budget budget = LuaRun.current().budget();
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (int done = 0; done < text.m_length; done += BETWEEN_POLLS) {
                budget.poll();
                digest.update(text.m_bytes, text.m_offset + done, Math.min(BETWEEN_POLLS, text.m_length - done));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
