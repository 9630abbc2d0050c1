package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.Text;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.luaj.vm2.LuaValue;

/** The header Last-Modified, which nginx reads as a date, in any of the three forms of RFC 9110 section 5.6.7. */
final class LastModified {

    private static final DateTimeFormatter SENT = format("EEE, dd MMM uuuu HH:mm:ss 'GMT'");

    private static final List<DateTimeFormatter> FORMS = List.of(
            SENT,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH),
            format("EEE MMM ppd HH:mm:ss uuuu"));

    private LastModified() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** The date as it is sent; nil where it is none. */
    static LuaValue read(String value) {
        for (DateTimeFormatter form : FORMS) {
            try {
                LocalDateTime date = LocalDateTime.parse(value, form).truncatedTo(ChronoUnit.SECONDS);
                return Text.lua(SENT.format(date.atOffset(ZoneOffset.UTC)));
            } catch (DateTimeException e) {
                // Another form, or none.
            }
        }
        return LuaValue.NIL;
    }
}
