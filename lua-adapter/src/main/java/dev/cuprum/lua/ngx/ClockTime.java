package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.Attachment;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The time as {@code ngx} tells it. As in nginx it stands still while a unit runs: the clock is read when an execution
 * first asks, and again at {@code ngx.update_time}.
 */
final class ClockTime {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** From here on a C program has no integer for it. */
    private static final double BEYOND_LONG = 0x1p63;

    /** What the clock said; null where it has not been asked. */
    private static final class Moment {
        @Nullable
        Instant read;
    }

    private static final Attachment<Moment> MOMENT = new Attachment<>(run -> new Moment());

    private final InstantSource clock;

    private ClockTime(InstantSource clock) {
        this.clock = clock;
    }

    static void addTo(ReadOnlyTable ngx, InstantSource clock) {
        ClockTime time = new ClockTime(clock);
        ngx.with("cookie_time", args -> Text.lua(HttpTime.cookie(seconds(args))))
                .with("http_time", args -> Text.lua(HttpTime.format(seconds(args))))
                .with("localtime", args -> time.text(SECOND, ZoneId.systemDefault()))
                .with("now", args -> Num.of(NgxApi.seconds(time.now())))
                .with("parse_http_time", ClockTime::parse)
                .with("time", args -> Num.of(time.now().getEpochSecond()))
                .with("today", args -> time.text(DAY, ZoneId.systemDefault()))
                .with("update_time", args -> time.update())
                .with("utctime", args -> time.text(SECOND, ZoneOffset.UTC));
    }

    private Instant now() {
        Moment moment = LuaRun.current().attachment(MOMENT);
        Instant read = moment.read;
        if (read == null) {
            read = clock.instant();
            moment.read = read;
        }
        return read;
    }

    private Varargs update() {
        LuaRun.current().attachment(MOMENT).read = null;
        return Calls.NOTHING;
    }

    private LuaValue text(DateTimeFormatter format, ZoneId zone) {
        return LuaString.valueOf(format.format(ZonedDateTime.ofInstant(now(), zone)));
    }

    private static long seconds(Varargs args) {
        if (!(args.arg1() instanceof Num number)) {
            throw new ScriptError("number argument only");
        }
        return number.v < BEYOND_LONG ? (long) number.v : 0;
    }

    private static Varargs parse(Varargs args) {
        if (!(args.arg1() instanceof LuaString text)) {
            throw new ScriptError("string argument only");
        }
        LuaRun.current().budget().reserve(text.m_length);
        OptionalLong seconds = HttpTime.parse(Text.latin1(text));
        return seconds.isPresent() ? Num.of(seconds.getAsLong()) : LuaValue.NIL;
    }
}
