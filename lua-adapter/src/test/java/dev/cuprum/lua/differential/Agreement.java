package dev.cuprum.lua.differential;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a piece of code does here what it does in LuaJIT, but for the names that LuaJIT does not know, or gets wrong. */
final class Agreement {

    /** A native function is known to LuaJIT by its name only where the code calls it by name, and always here. */
    private static final String UNNAMED = " to '?' (";

    /**
     * LuaJIT moves the returns of a function that come before its first closure to the end of the function. Where a call
     * in one of them fails, it looks there for what is called, and finds nothing, or the name of something else.
     */
    private static final Pattern FAILED_CALL = Pattern.compile(
            "(.*\\bunit:(\\d+): attempt to call )(?:\\w+ '[^']*' \\((a \\w+ value)\\)|(a \\w+ value))(.*)");

    private static final Pattern LAST_CALL = Pattern.compile("\\breturn\\b.*\\(");

    private Agreement() {}

    /** Whether what some code wrote in LuaJIT and here is the same. */
    static boolean between(String code, String original, String ours) {
        if (original.equals(ours)) {
            return true;
        }
        List<String> source = code.lines().toList();
        List<String> theirs = original.lines().toList();
        List<String> here = ours.lines().toList();
        for (int i = 0; i < theirs.size() && theirs.size() == here.size(); i++) {
            if (!agree(source, theirs.get(i), here.get(i))) {
                return false;
            }
        }
        return theirs.size() == here.size();
    }

    private static boolean agree(List<String> source, String original, String ours) {
        boolean unnamed = original.contains(UNNAMED);
        String theirs = unnamed ? withoutNames(original) : original;
        String here = unnamed ? withoutNames(ours) : ours;
        return theirs.equals(here) || withoutCallee(source, theirs).equals(withoutCallee(source, here));
    }

    private static String withoutNames(String output) {
        return output.replaceAll(" to '\\w+' \\(", UNNAMED);
    }

    private static String withoutCallee(List<String> source, String output) {
        Matcher call = FAILED_CALL.matcher(output);
        if (!call.matches()) {
            return output;
        }
        int line = Integer.parseInt(call.group(2));
        boolean last =
                line <= source.size() && LAST_CALL.matcher(source.get(line - 1)).find();
        return last ? call.group(1) + (call.group(3) == null ? call.group(4) : call.group(3)) + call.group(5) : output;
    }
}
