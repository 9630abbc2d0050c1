package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The harmless part of the os library: time. */
final class OsLib {

    private static final int NOON = 12;
    private static final int MAX_FORMAT = 4096;

    private final InstantSource clock;

    private OsLib(InstantSource clock) {
        this.clock = clock;
    }

    static ReadOnlyTable create(InstantSource clock) {
        OsLib os = new OsLib(clock);
        return new ReadOnlyTable("os")
                .with("clock", args -> Num.of(System.nanoTime() / 1e9))
                .with("date", os::date)
                .with("difftime", args -> Num.of(Args.number(args, 1) - Args.number(args, 2, 0)))
                .with("time", os::time)
                .without("execute", "exit", "getenv", "remove", "rename", "setlocale", "tmpname")
                .seal();
    }

    private Varargs time(Varargs args) {
        if (args.arg1().isnil()) {
            return Num.of(clock.instant().getEpochSecond());
        }
        Table table = Args.table(args, 1);
        try {
            LocalDateTime start = LocalDateTime.of(field(table, "year", -1), 1, 1, 0, 0);
            LocalDateTime moment = start.plusMonths(field(table, "month", -1) - 1L)
                    .plusDays(field(table, "day", -1) - 1L)
                    .plusHours(field(table, "hour", NOON))
                    .plusMinutes(field(table, "min", 0))
                    .plusSeconds(field(table, "sec", 0));
            return Num.of(moment.atZone(ZoneId.systemDefault()).toEpochSecond());
        } catch (DateTimeException e) {
            throw new ScriptError("this is no time: " + e.getMessage());
        }
    }

    private static int field(Table table, String name, int otherwise) {
        LuaValue value = Numbers.toNumber(table.get(LuaString.valueOf(name)));
        if (value.isnil() && otherwise < 0) {
            throw new ScriptError("field '" + name + "' missing in date table");
        }
        return value.isnil() ? otherwise : (int) value.todouble();
    }

    private Varargs date(Varargs args) {
        String format = Text.latin1(Args.string(args, 1, LuaString.valueOf("%c")));
        double seconds = Args.number(args, 2, (double) clock.instant().getEpochSecond());
        boolean utc = format.startsWith("!");
        if (format.length() > MAX_FORMAT) {
            throw Args.wrong(1, "the format is longer than " + MAX_FORMAT + " bytes");
        }
        try {
            ZonedDateTime moment =
                    Instant.ofEpochSecond((long) seconds).atZone(utc ? ZoneOffset.UTC : ZoneId.systemDefault());
            String rest = utc ? format.substring(1) : format;
            return rest.startsWith("*t") ? fields(moment) : Text.lua(DateFormat.format(rest, moment));
        } catch (DateTimeException e) {
            throw new ScriptError("this is no time: " + e.getMessage());
        }
    }

    private static Table fields(ZonedDateTime moment) {
        Table table = new Table(0, 9);
        put(table, "year", moment.getYear());
        put(table, "month", moment.getMonthValue());
        put(table, "day", moment.getDayOfMonth());
        put(table, "hour", moment.getHour());
        put(table, "min", moment.getMinute());
        put(table, "sec", moment.getSecond());
        put(table, "wday", moment.getDayOfWeek().getValue() % 7 + 1);
        put(table, "yday", moment.getDayOfYear());
        boolean summer = moment.getZone().getRules().isDaylightSavings(moment.toInstant());
        table.set(LuaString.valueOf("isdst"), LuaValue.valueOf(summer));
        return table;
    }

    private static void put(Table table, String name, int value) {
        table.set(LuaString.valueOf(name), Num.of(value));
    }
}
