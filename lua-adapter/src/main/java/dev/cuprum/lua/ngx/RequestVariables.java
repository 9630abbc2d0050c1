package dev.cuprum.lua.ngx;

import dev.cuprum.http.Exchange;
import dev.cuprum.http.Variables;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.luaj.vm2.LuaValue;

/** {@code ngx.var}: nginx's variables, and those that units set. */
final class RequestVariables extends ReadOnlyTable {

    private static final Set<String> FIXED = Set.of(
            "uri",
            "document_uri",
            "request_uri",
            "query_string",
            "is_args",
            "host",
            "remote_addr",
            "remote_port",
            "request_method",
            "scheme",
            "server_port",
            "server_protocol",
            "status",
            "content_type",
            "content_length");

    private static final List<String> FIXED_PREFIXES = List.of("arg_", "cookie_", "http_", "sent_http_");

    private static final KnownNames NAMES = new KnownNames(RequestVariables::name);

    RequestVariables() {
        super("ngx.var");
        seal();
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaRun run = Phases.REQUEST.current();
        if (!Text.isText(key)) {
            throw new ScriptError("bad variable name");
        }
        Optional<String> value = Variables.get(run.exchange(), NAMES.of(key));
        return value.isPresent() ? Text.lua(value.get()) : LuaValue.NIL;
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        Exchange exchange = Phases.REQUEST.current().exchange();
        if (!Text.isText(key)) {
            throw new ScriptError("bad variable name");
        }
        if (!value.isnil() && !Text.isText(value)) {
            throw new ScriptError("bad variable value type: " + value.typename());
        }
        String name = NAMES.of(key);
        String text = value.isnil() ? "" : Text.latin1(Text.of(value));
        if (name.equals("args")) {
            UriText.checkSafe(Text.lua(text), "args");
            exchange.request().setQuery(text);
        } else if (FIXED.contains(name) || FIXED_PREFIXES.stream().anyMatch(name::startsWith)) {
            throw new ScriptError("variable \"" + name + "\" not changeable" + wayOut(name));
        } else {
            exchange.setVariable(name, text);
        }
    }

    private static String wayOut(String name) {
        return switch (name) {
            case "uri", "document_uri" -> "; use ngx.req.set_uri";
            case "query_string" -> "; use ngx.req.set_uri_args";
            case "request_method" -> "; use ngx.req.set_method";
            case "status" -> "; use ngx.status";
            default -> name.startsWith("http_") ? "; use ngx.req.set_header" : "";
        };
    }

    private static String name(LuaValue key) {
        String name = Text.latin1(Text.of(key));
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }
}
