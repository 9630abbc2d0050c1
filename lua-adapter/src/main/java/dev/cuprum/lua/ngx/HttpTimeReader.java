package dev.cuprum.lua.ngx;

import java.time.LocalDate;
import java.time.Year;

/**
 * Reads a date in one of HTTP's three forms, as leniently as nginx: of the day of the week only the end matters, of the
 * name of a month as many letters as tell it from the others, and what follows the date not at all.
 */
final class HttpTimeReader {

    /** That a text is no date. */
    static final class NoDate extends Exception {
        private static final long serialVersionUID = 1L;

        NoDate() {
            super(null, null, false, false);
        }
    }

    private enum Form {
        /** {@code Thu, 18 Nov 2010 11:27:35 GMT}. */
        RFC_822(' '),
        /** {@code Thursday, 18-Nov-10 11:27:35 GMT}. */
        RFC_850('-'),
        /** {@code Thu Nov 18 11:27:35 2010}. */
        C(' ');

        final char between;

        Form(char between) {
            this.between = between;
        }
    }

    private static final int SHORTEST = 18;
    private static final int SHORTEST_TIME = 14;
    private static final int FIRST_SHORT_YEAR = 70;
    private static final int FEBRUARY = 2;
    private static final int LEAP_DAY = 29;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final String text;
    private int at;

    HttpTimeReader(String text) {
        this.text = text;
    }

    /**
     * The seconds since 1970.
     *
     * @throws NoDate where it is no date
     */
    long read() throws NoDate {
        Form form = form();
        int day = 0;
        if (form != Form.C) {
            day = number(2);
            form = peek() == '-' ? Form.RFC_850 : Form.RFC_822;
            require(form == Form.RFC_850 || left() >= SHORTEST);
            pass(form.between);
        }
        int month = month();
        pass(form == Form.C ? peek() : form.between);
        int year = 0;
        switch (form) {
            case RFC_822 -> year = number(4);
            case RFC_850 -> {
                year = number(2);
                year += year < FIRST_SHORT_YEAR ? 2000 : 1900;
            }
            case C -> day = dayOfC();
        }
        long seconds = time();
        if (form == Form.C) {
            pass(' ');
            year = number(4);
        }
        require(isDay(year, month, day));
        return LocalDate.of(year, month, 1).plusDays(day - 1L).toEpochDay() * 86_400 + seconds;
    }

    private Form form() throws NoDate {
        while (left() > 0 && peek() != ',' && peek() != ' ') {
            at++;
        }
        Form form = left() > 0 && peek() == ' ' ? Form.C : Form.RFC_822;
        at++;
        while (left() > 0 && peek() == ' ') {
            at++;
        }
        require(left() >= SHORTEST);
        return form;
    }

    private int month() throws NoDate {
        char first = peek();
        char second = after(1);
        char third = after(2);
        at += 3;
        return switch (first) {
            case 'J' -> second == 'a' ? 1 : third == 'n' ? 6 : 7;
            case 'F' -> 2;
            case 'M' -> third == 'r' ? 3 : 5;
            case 'A' -> second == 'p' ? 4 : 8;
            case 'S' -> 9;
            case 'O' -> 10;
            case 'N' -> 11;
            case 'D' -> 12;
            default -> throw new NoDate();
        };
    }

    private int dayOfC() throws NoDate {
        if (peek() == ' ') {
            at++;
        }
        int day = number(peek() != ' ' && after(1) == ' ' ? 1 : 2);
        require(left() >= SHORTEST_TIME);
        return day;
    }

    private long time() throws NoDate {
        pass(' ');
        int hour = number(2);
        pass(':');
        int minute = number(2);
        pass(':');
        int second = number(2);
        require(hour < 24 && minute < 60 && second < 60);
        return hour * 3600L + minute * 60L + second;
    }

    private static boolean isDay(int year, int month, int day) {
        return day <= DAYS[month - 1] || (month == FEBRUARY && day == LEAP_DAY && Year.isLeap(year));
    }

    private int number(int digits) throws NoDate {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            char digit = peek();
            require(digit >= '0' && digit <= '9');
            number = number * 10 + digit - '0';
            at++;
        }
        return number;
    }

    private void pass(char expected) throws NoDate {
        require(peek() == expected);
        at++;
    }

    /** The character that is next; 0 at the end. */
    private char peek() {
        return after(0);
    }

    private char after(int offset) {
        return at + offset < text.length() ? text.charAt(at + offset) : 0;
    }

    private int left() {
        return text.length() - at;
    }

    private static void require(boolean holds) throws NoDate {
        if (!holds) {
            throw new NoDate();
        }
    }
}
