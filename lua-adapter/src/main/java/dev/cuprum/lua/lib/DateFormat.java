package dev.cuprum.lua.lib;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** C's strftime, in its own locale. */
final class DateFormat {

    private static final Map<Character, DateTimeFormatter> SIMPLE = Map.ofEntries(
            entry('a', "EEE"),
            entry('A', "EEEE"),
            entry('b', "MMM"),
            entry('B', "MMMM"),
            entry('c', "EEE MMM ppd HH:mm:ss yyyy"),
            entry('d', "dd"),
            entry('D', "MM/dd/yy"),
            entry('e', "ppd"),
            entry('F', "yyyy-MM-dd"),
            entry('H', "HH"),
            entry('I', "hh"),
            entry('j', "DDD"),
            entry('m', "MM"),
            entry('M', "mm"),
            entry('p', "a"),
            entry('R', "HH:mm"),
            entry('S', "ss"),
            entry('T', "HH:mm:ss"),
            entry('x', "MM/dd/yy"),
            entry('X', "HH:mm:ss"),
            entry('y', "yy"),
            entry('Y', "yyyy"),
            entry('z', "xx"),
            entry('Z', "zzz"));

    private DateFormat() {}

    private static Map.Entry<Character, DateTimeFormatter> entry(char c, String pattern) {
        return Map.entry(c, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }

    static String format(String format, ZonedDateTime moment) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                convert(format.charAt(++i), moment, text);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static void convert(char c, ZonedDateTime moment, StringBuilder text) {
        int weekday = moment.getDayOfWeek().getValue() % 7;
        int day = moment.getDayOfYear() - 1;
        DateTimeFormatter formatter = SIMPLE.get(c);
        if (formatter != null) {
            text.append(formatter.format(moment));
            return;
        }
        switch (c) {
            case 'n' -> text.append('\n');
            case 's' -> text.append(moment.toEpochSecond());
            case 't' -> text.append('\t');
            case 'U' -> text.append(twoDigits((day + 7 - weekday) / 7));
            case 'w' -> text.append(weekday);
            case 'W' -> text.append(twoDigits((day + 7 - (weekday + 6) % 7) / 7));
            case '%' -> text.append('%');
            default -> text.append('%').append(c);
        }
    }

    private static String twoDigits(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
