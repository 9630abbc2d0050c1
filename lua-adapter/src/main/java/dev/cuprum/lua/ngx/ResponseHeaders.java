package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.http.HeaderFields;
import dev.cuprum.http.Response;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code ngx.header}: the headers of the response. Underscores stand for hyphens. */
final class ResponseHeaders extends ReadOnlyTable {

    /** A header by the name that a unit has written. */
    private static final class Name {
        private final String text;
        /** With its hyphens, and otherwise as it was written: to read, nothing is escaped. */
        private final String read;

        private final HeaderRule rule;
        private final boolean date;

        Name(LuaString written) {
            read = Text.latin1(written).replace('_', '-');
            text = HeaderText.name(written).replace('_', '-');
            rule = HeaderRule.ofResponse(text);
            date = text.equalsIgnoreCase("Last-Modified");
        }
    }

    private static final KnownNames<Name> NAMES = new KnownNames<>(Name::new);

    ResponseHeaders() {
        super("ngx.header");
        seal();
    }

    @Override
    public LuaValue get(LuaValue key) {
        HeaderFields headers = Phases.REQUEST.current().exchange().response().headers();
        Name name = NAMES.of(HeaderText.text(key));
        if (name.rule.single()) {
            return single(name, headers.first(name.read));
        }
        List<String> values = headers.all(name.read);
        return switch (values.size()) {
            case 0 -> LuaValue.NIL;
            case 1 -> Text.lua(values.get(0));
            default -> list(values);
        };
    }

    private static LuaValue single(Name name, Optional<String> value) {
        if (value.isEmpty()) {
            return LuaValue.NIL;
        }
        return name.date ? LastModified.read(value.get()) : Text.lua(value.get());
    }

    private static LuaValue list(List<String> values) {
        Table table = new Table(values.size(), 0);
        for (int i = 0; i < values.size(); i++) {
            table.rawset(i + 1, Text.lua(values.get(i)));
        }
        return table;
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        LuaRun run = Phases.REQUEST.current();
        Name name = NAMES.of(HeaderText.text(key));
        if (isTooLate(run) || name.text.isEmpty()) {
            return;
        }
        HeaderFields headers = run.exchange().response().headers();
        if (value instanceof LuaString text && text.m_length > 0) {
            String converted = HeaderText.value(text);
            check(name, converted);
            headers.set(name.text, converted);
        } else if (value.isnil()) {
            headers.remove(name.text);
        } else {
            put(headers, name, HeaderText.values(value));
        }
    }

    /** Adds values to those that a header has; of a header that has one value only, the last of them is. */
    static void add(LuaValue key, LuaValue value) {
        LuaRun run = Phases.REQUEST.current();
        if (value.isnil()) {
            throw new ScriptError("invalid header value");
        }
        Name name = NAMES.of(HeaderText.text(key));
        if (isTooLate(run) || name.text.isEmpty()) {
            return;
        }
        HeaderFields headers = run.exchange().response().headers();
        List<String> all = new ArrayList<>(headers.all(name.text));
        all.addAll(HeaderText.values(value));
        put(headers, name, all);
    }

    /** Whether the headers are sent, which is an error that only the log tells. */
    private static boolean isTooLate(LuaRun run) {
        Response response = run.exchange().response();
        boolean late = response.started() || Phases.RESPONSE_SENT.has(run);
        if (late) {
            run.execution().log(LogLevel.ERR, "attempt to set ngx.header.HEADER after sending out response headers");
        }
        return late;
    }

    private static void put(HeaderFields headers, Name name, List<String> values) {
        for (String value : values) {
            check(name, value);
        }
        List<String> kept = name.rule.kept(values);
        if (kept.isEmpty()) {
            headers.remove(name.text);
        } else {
            headers.set(name.text, kept);
        }
    }

    private static void check(Name name, String value) {
        if (!name.rule.accepts(value)) {
            throw new ScriptError("failed to set header");
        }
    }
}
