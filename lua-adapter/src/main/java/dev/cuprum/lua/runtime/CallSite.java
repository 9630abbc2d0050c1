package dev.cuprum.lua.runtime;

/** Where a unit has called the library function that is running, as nginx's log tells it. */
public final class CallSite {

    /** What LuaJIT knows of a caller that has made its last call, and so is no longer there. */
    private static final String NOWHERE = "[C]:-1: ";

    private CallSite() {}

    /** The chunk and the line, and which function that is, where it has a name: {@code auth:3: check(): }. */
    public static String prefix() {
        Positions.Level caller = Positions.level(1);
        if (!caller.isCode()) {
            return NOWHERE;
        }
        String function = caller.main() ? "" : name(Positions.level(2));
        return caller.position() + (function.isEmpty() ? "" : function + "(): ");
    }

    /** What a function is called by its caller; empty where it has no name, or was called by a library. */
    private static String name(Positions.Level caller) {
        if (caller.site() == null) {
            return "";
        }
        String called = caller.site().called();
        int quote = called.indexOf('\'');
        return quote < 0 ? "" : called.substring(quote + 1, called.length() - 1);
    }
}
