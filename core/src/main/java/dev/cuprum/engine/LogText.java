package dev.cuprum.engine;

/** Text that units have a say in, on its way to a log: cut, so that no unit can fill memory with what it says. */
final class LogText {

    /** The longest text that is logged, in characters: that of nginx's error log. */
    static final int LONGEST = 2048;

    private LogText() {}

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }
}
