package dev.cuprum.lua.lib;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** C's strftime as the GNU library has it, in C's own locale. */
final class DateFormat {

    private static final String FLAGS = "_-0^#";
    private static final int MAX_WIDTH = 1024;

    private final ZonedDateTime moment;
    private final boolean utc;
    private final StringBuilder text = new StringBuilder();

    private DateFormat(ZonedDateTime moment, boolean utc) {
        this.moment = moment;
        this.utc = utc;
    }

    /**
     * A moment as text.
     *
     * @param utc whether it was asked for in universal time, which C calls GMT
     */
    static String format(String format, ZonedDateTime moment, boolean utc) {
        DateFormat result = new DateFormat(moment, utc);
        result.add(format);
        return result.text.toString();
    }

    private void add(String format) {
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i);
            if (c != '%') {
                text.append(c);
                i++;
            } else {
                i = conversion(format, i);
            }
        }
    }

    /** Adds the conversion that begins at a place; tells where it ends. */
    private int conversion(String format, int start) {
        int i = start + 1;
        char padding = 0;
        boolean upper = false;
        boolean swap = false;
        for (; i < format.length() && FLAGS.indexOf(format.charAt(i)) >= 0; i++) {
            char flag = format.charAt(i);
            upper |= flag == '^';
            swap |= flag == '#';
            padding = flag == '^' || flag == '#' ? padding : flag;
        }
        int width = 0;
        for (; i < format.length() && Character.isDigit(format.charAt(i)); i++) {
            width = Math.min(MAX_WIDTH, width * 10 + (format.charAt(i) - '0'));
        }
        if (i < format.length() && (format.charAt(i) == 'E' || format.charAt(i) == 'O')) {
            i++;
        }
        char type = i < format.length() ? format.charAt(i) : 0;
        if (!number(type, padding, width) && !words(type, padding, width, upper, swap)) {
            text.append(format, start, Math.min(i + 1, format.length()));
        }
        return i + 1;
    }

    private boolean number(char type, char padding, int width) {
        int weekday = moment.getDayOfWeek().getValue() % 7;
        int day = moment.getDayOfYear() - 1;
        int hour = moment.getHour();
        int week = moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        int weekYear = moment.get(IsoFields.WEEK_BASED_YEAR);
        switch (type) {
            case 'C' -> digits(Math.floorDiv(moment.getYear(), 100), 2, '0', padding, width);
            case 'd' -> digits(moment.getDayOfMonth(), 2, '0', padding, width);
            case 'e' -> digits(moment.getDayOfMonth(), 2, ' ', padding, width);
            case 'g' -> digits(Math.floorMod(weekYear, 100), 2, '0', padding, width);
            case 'G' -> digits(weekYear, 1, '0', padding, width);
            case 'H' -> digits(hour, 2, '0', padding, width);
            case 'I' -> digits((hour + 11) % 12 + 1, 2, '0', padding, width);
            case 'j' -> digits(day + 1, 3, '0', padding, width);
            case 'k' -> digits(hour, 2, ' ', padding, width);
            case 'l' -> digits((hour + 11) % 12 + 1, 2, ' ', padding, width);
            case 'm' -> digits(moment.getMonthValue(), 2, '0', padding, width);
            case 'M' -> digits(moment.getMinute(), 2, '0', padding, width);
            case 's' -> digits(moment.toEpochSecond(), 1, '0', padding, width);
            case 'S' -> digits(moment.getSecond(), 2, '0', padding, width);
            case 'u' -> digits(weekday == 0 ? 7 : weekday, 1, '0', padding, width);
            case 'U' -> digits((day + 7 - weekday) / 7, 2, '0', padding, width);
            case 'V' -> digits(week, 2, '0', padding, width);
            case 'w' -> digits(weekday, 1, '0', padding, width);
            case 'W' -> digits((day + 7 - (weekday + 6) % 7) / 7, 2, '0', padding, width);
            case 'y' -> digits(Math.floorMod(moment.getYear(), 100), 2, '0', padding, width);
            case 'Y' -> digits(moment.getYear(), 1, '0', padding, width);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void digits(long number, int usual, char usualPadding, char padding, int width) {
        char pad = padding == '_' ? ' ' : padding == '0' ? '0' : usualPadding;
        int least = padding == '-' ? 0 : Math.max(usual, width);
        String digits = Long.toString(Math.abs(number));
        String sign = number < 0 ? "-" : "";
        String missing = String.valueOf(pad).repeat(Math.max(0, least - digits.length() - sign.length()));
        text.append(pad == '0' ? sign + missing : missing + sign).append(digits);
    }

    private boolean words(char type, char padding, int width, boolean upper, boolean swap) {
        int start = text.length();
        switch (type) {
            case 'a' -> text.append(named("EEE"));
            case 'A' -> text.append(named("EEEE"));
            case 'b', 'h' -> text.append(named("MMM"));
            case 'B' -> text.append(named("MMMM"));
            case 'c' -> add("%a %b %e %H:%M:%S %Y");
            case 'D', 'x' -> add("%m/%d/%y");
            case 'F' -> add("%Y-%m-%d");
            case 'n' -> text.append('\n');
            case 'p', 'P' -> text.append(moment.getHour() < 12 ? "AM" : "PM");
            case 'r' -> add("%I:%M:%S %p");
            case 'R' -> add("%H:%M");
            case 't' -> text.append('\t');
            case 'T', 'X' -> add("%H:%M:%S");
            case 'z' -> text.append(named("xx"));
            case 'Z' -> text.append(utc ? "GMT" : named("zzz"));
            case '%' -> text.append('%');
            default -> {
                return false;
            }
        }
        String words = text.substring(start);
        boolean lower = type == 'P' || (swap && (type == 'p' || type == 'Z'));
        String cased = lower ? words.toLowerCase(Locale.ROOT) : upper || swap ? words.toUpperCase(Locale.ROOT) : words;
        text.setLength(start);
        int missing = padding == '-' ? 0 : Math.max(0, width - cased.length());
        text.append(String.valueOf(padding == '0' ? '0' : ' ').repeat(missing)).append(cased);
        return true;
    }

    private String named(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(moment);
    }
}
