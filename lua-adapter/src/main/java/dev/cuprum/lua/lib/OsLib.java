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

/** The os library: time, and for the rest what it answers where nothing is allowed. */
final class OsLib {

    private static final LuaString SUMMER = LuaString.valueOf("isdst");
    private static final int NOON = 12;
    private static final long HOUR = 3600;
    private static final int MAX_FORMAT = 4096;

    /** Years repeat themselves after so many, so that those that are too far for the JVM are reckoned as nearer ones. */
    private static final int CYCLE = 400;

    private static final long SECONDS_OF_CYCLE = 146_097L * 24 * HOUR;
    private static final long FAR = 500_000_000;

    /** The end of time for the JVM's dates. */
    private static final double MAX_SECONDS = 3e16;

    private final InstantSource clock;

    private OsLib(InstantSource clock) {
        this.clock = clock;
    }

    static ReadOnlyTable create(InstantSource clock) {
        OsLib os = new OsLib(clock);
        return new ReadOnlyTable("os")
                .with("clock", args -> Num.of(System.nanoTime() / 1e9))
                .with("date", os::date)
                .with("difftime", OsLib::difftime)
                .with("time", os::time)
                .with("execute", args -> Num.of(args.arg1().isnil() ? 0 : -1))
                .with("exit", args -> {
                    throw new ScriptError("os.exit is not available: a unit cannot end the server");
                })
                .with("getenv", OsLib::getenv)
                .with("remove", args -> IoLib.refusal(Text.describe(Args.string(args, 1))))
                .with("rename", args -> IoLib.refusal(Text.describe(Args.string(args, 1))))
                .with("setlocale", OsLib::setlocale)
                .with("tmpname", args -> {
                    throw new ScriptError("unable to generate a unique filename");
                })
                .seal();
    }

    /** There is no environment; the name must be one all the same. */
    private static Varargs getenv(Varargs args) {
        Args.string(args, 1);
        return LuaValue.NIL;
    }

    /** There is the locale of C, and no other. */
    private static Varargs setlocale(Varargs args) {
        String wanted = Text.latin1(Args.string(args, 1, LuaString.valueOf("C")));
        return wanted.isEmpty() || wanted.equals("C") || wanted.equals("POSIX") ? LuaString.valueOf("C") : LuaValue.NIL;
    }

    private static Varargs difftime(Varargs args) {
        // In this order, as it says which of two wrong arguments is complained about.
        long start = seconds(Args.number(args, 2, 0));
        long end = seconds(Args.number(args, 1));
        return Num.of((double) end - start);
    }

    /** A time as C cuts it to an integer. */
    private static long seconds(double number) {
        return Math.abs(number) < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }

    private Varargs time(Varargs args) {
        if (args.arg1().isnil()) {
            return Num.of(clock.instant().getEpochSecond());
        }
        Table table = Args.table(args, 1);
        long second = field(table, "sec", 0);
        long minute = field(table, "min", 0);
        long hour = field(table, "hour", NOON);
        long day = field(table, "day", -1);
        long month = field(table, "month", -1);
        // C counts years from 1900, and in 32 bits.
        long year = field(table, "year", -1) - 1900 + 1900L;
        try {
            long cycles = Math.abs(year) < FAR ? 0 : year / CYCLE;
            LocalDateTime moment = LocalDateTime.of((int) (year - cycles * CYCLE), 1, 1, 0, 0)
                    .plusMonths(month - 1)
                    .plusDays(day - 1)
                    .plusHours(hour)
                    .plusMinutes(minute)
                    .plusSeconds(second);
            ZonedDateTime local = moment.atZone(ZoneId.systemDefault());
            long seconds = local.toEpochSecond() + correction(local, table.get(SUMMER)) + cycles * SECONDS_OF_CYCLE;
            return seconds == -1 ? LuaValue.NIL : Num.of(seconds);
        } catch (DateTimeException e) {
            return LuaValue.NIL;
        }
    }

    /** What is to be added where a table says that it is summer time and it is not, or the other way round. */
    private static long correction(ZonedDateTime moment, LuaValue summer) {
        boolean isSummer = moment.getZone().getRules().isDaylightSavings(moment.toInstant());
        return summer.isnil() || summer.toboolean() == isSummer ? 0 : isSummer ? HOUR : -HOUR;
    }

    private static int field(Table table, String name, int otherwise) {
        LuaValue value = Numbers.toNumber(table.get(LuaString.valueOf(name)));
        if (value.isnil() && otherwise < 0) {
            throw new ScriptError("field '" + name + "' missing in date table");
        }
        // As C does it: to a long, of which the lower half is kept.
        return value.isnil() ? otherwise : (int) (long) value.todouble();
    }

    private Varargs date(Varargs args) {
        String given = Text.latin1(Args.string(args, 1, LuaString.valueOf("%c")));
        double seconds = Args.number(args, 2, (double) clock.instant().getEpochSecond());
        int end = given.indexOf(0);
        String format = end < 0 ? given : given.substring(0, end);
        boolean utc = format.startsWith("!");
        if (format.length() > MAX_FORMAT) {
            throw Args.wrong(1, "the format is longer than " + MAX_FORMAT + " bytes");
        }
        if (!(Math.abs(seconds) < MAX_SECONDS)) {
            return LuaValue.NIL;
        }
        ZonedDateTime moment =
                Instant.ofEpochSecond((long) seconds).atZone(utc ? ZoneOffset.UTC : ZoneId.systemDefault());
        String rest = utc ? format.substring(1) : format;
        return rest.equals("*t") ? fields(moment) : Text.lua(DateFormat.format(rest, moment, utc));
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
        table.set(SUMMER, LuaValue.valueOf(summer));
        return table;
    }

    private static void put(Table table, String name, int value) {
        table.set(LuaString.valueOf(name), Num.of(value));
    }
}
