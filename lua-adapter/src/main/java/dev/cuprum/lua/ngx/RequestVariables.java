package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.Variables;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code ngx.var}: nginx's variables, those that routes and set units define, and by numbers what regular expressions caught. */
final class RequestVariables extends ReadOnlyTable {

    /** As long as OpenResty's buffer for messages. */
    private static final int LONGEST_MESSAGE = 256;

    private record Variable(String name, Variables.Source source) {}

    private static final KnownNames<Variable> VARIABLES = new KnownNames<>(RequestVariables::variable);

    RequestVariables() {
        super("ngx.var");
        seal();
    }

    private static Variable variable(LuaString written) {
        String name = Text.latin1(written).toLowerCase(Locale.ROOT);
        boolean number = !name.isEmpty() && Character.isDigit(name.charAt(0));
        Variables.Source source = number ? exchange -> Optional.empty() : Variables.source(name);
        boolean status = name.equals("status");
        return new Variable(name, status ? exchange -> status(LuaRun.current(), source) : source);
    }

    /** In the phases behind content it is known whoever has decided it. */
    private static Optional<String> status(LuaRun run, Variables.Source source) {
        return ResponseStatus.isKnown(run)
                ? Optional.of(String.format("%03d", run.exchange().response().status()))
                : source.of(run.exchange());
    }

    @Override
    public LuaValue get(LuaValue key) {
        Exchange exchange = Phases.REQUEST.current().exchange();
        Optional<String> value;
        if (key instanceof LuaString name) {
            value = VARIABLES.of(name).source.of(exchange);
        } else if (key instanceof Num number) {
            value = exchange.variable(Integer.toString(Args.integer(number.v)));
        } else {
            throw new ScriptError("bad variable name");
        }
        return value.isPresent() ? Text.lua(value.get()) : LuaValue.NIL;
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        LuaRun run = Phases.REQUEST.current();
        if (!(key instanceof LuaString written)) {
            throw new ScriptError("bad variable name");
        }
        String name = VARIABLES.of(written).name;
        LuaString text = value.isnil() ? LuaValue.EMPTYSTRING : HeaderText.text(value);
        switch (name) {
            case "args" -> run.exchange().request().setQuery(Text.latin1(UnsafeBytes.escapedControls(text)));
            case "limit_rate" -> setLimitRate(run, text);
            default -> setDefined(run.exchange(), name, value.isnil(), text);
        }
    }

    private static void setDefined(Exchange exchange, String name, boolean clear, LuaString text) {
        if (!exchange.definesVariable(name)) {
            String way = Variables.isBuiltIn(name)
                    ? "not changeable"
                    : "not found for writing; maybe it is a built-in variable that is not changeable or you forgot to use"
                            + " \"set $" + name + " '';\" in the config file to define it first";
            String message = "variable \"" + name + "\" " + way;
            throw new ScriptError(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
        }
        if (clear) {
            exchange.clearVariable(name);
        } else {
            LuaRun.current().budget().reserve(text.m_length);
            exchange.setVariable(name, Text.latin1(text));
        }
    }

    /** Bytes a second, also in units of k or m. */
    private static void setLimitRate(LuaRun run, LuaString text) {
        OptionalLong rate = size(Text.latin1(text));
        if (rate.isPresent()) {
            run.exchange().setVariable("limit_rate", Long.toString(rate.getAsLong()));
        } else {
            run.execution().log(LogLevel.ERR, "invalid $limit_rate \"" + Text.latin1(text) + '"');
        }
    }

    private static OptionalLong size(String text) {
        int last = text.isEmpty() ? 0 : Character.toLowerCase(text.charAt(text.length() - 1));
        int shift = last == 'k' ? 10 : last == 'm' ? 20 : 0;
        String digits = shift == 0 ? text : text.substring(0, text.length() - 1);
        boolean number =
                !digits.isEmpty() && digits.length() < 13 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? OptionalLong.of(Long.parseLong(digits) << shift) : OptionalLong.empty();
    }
}
