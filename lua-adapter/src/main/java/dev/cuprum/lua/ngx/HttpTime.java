package dev.cuprum.lua.ngx;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.OptionalLong;

/** Dates as headers and cookies have them, written and read as nginx does it. */
final class HttpTime {

    /** The last second of the year 9999. */
    private static final long LAST = 253_402_300_799L;

    /** From this year on cookies have years of four digits. */
    private static final int LONG_YEARS = 2038;

    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private HttpTime() {}

    /** As headers have it: {@code Thu, 18 Nov 2010 11:27:35 GMT}. */
    static String format(long seconds) {
        return format(moment(seconds), ' ', "%04d");
    }

    /** As cookies have it: {@code Thu, 18-Nov-10 11:27:35 GMT}. */
    static String cookie(long seconds) {
        ZonedDateTime moment = moment(seconds);
        return format(moment, '-', moment.getYear() < LONG_YEARS ? "%02d" : "%04d");
    }

    private static ZonedDateTime moment(long seconds) {
        return Instant.ofEpochSecond(Math.max(0, Math.min(seconds, LAST))).atZone(ZoneOffset.UTC);
    }

    private static String format(ZonedDateTime moment, char between, String yearFormat) {
        int year = yearFormat.equals("%02d") ? moment.getYear() % 100 : moment.getYear();
        return String.format(
                "%s, %02d%c%s%c" + yearFormat + " %02d:%02d:%02d GMT",
                DAYS[moment.getDayOfWeek().getValue() - 1],
                moment.getDayOfMonth(),
                between,
                MONTHS[moment.getMonthValue() - 1],
                between,
                year,
                moment.getHour(),
                moment.getMinute(),
                moment.getSecond());
    }

    /** The seconds of a date in any of HTTP's three forms; empty where it is none, or -1, which nginx cannot tell. */
    static OptionalLong parse(String text) {
        try {
            long seconds = new HttpTimeReader(text).read();
            return seconds == -1 ? OptionalLong.empty() : OptionalLong.of(seconds);
        } catch (HttpTimeReader.NoDate e) {
            return OptionalLong.empty();
        }
    }
}
