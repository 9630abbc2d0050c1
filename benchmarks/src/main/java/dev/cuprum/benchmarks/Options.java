package dev.cuprum.benchmarks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The command line of a tool here: {@code --name value}, and flags that stand alone. Immutable. */
final class Options {

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * @param args the command line
     * @param named the options that take a value
     * @param flags those that stand alone
     * @throws IllegalArgumentException where there is another, or a value is missing
     */
    static Options parse(String[] args, Set<String> named, Set<String> flags) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (flags.contains(name)) {
                values.put(name, "");
            } else if (named.contains(name) && i + 1 < args.length) {
                values.put(name, args[++i]);
            } else {
                throw new IllegalArgumentException(
                        "'" + args[i] + "' is no option, or its value is missing; there are --"
                                + String.join(", --", new TreeSet<>(named)) + " with a value, and --"
                                + String.join(", --", new TreeSet<>(flags)));
            }
        }
        return new Options(values);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    double number(String name, double otherwise) {
        return values.containsKey(name) ? Double.parseDouble(values.get(name)) : otherwise;
    }

    boolean flag(String name) {
        return values.containsKey(name);
    }

    /** Whether a thing is among those that {@code --only a,b} asks for, by the beginning of its name. */
    boolean wants(String thing) {
        return Arrays.stream(text("only", "").split(",")).anyMatch(thing::startsWith);
    }
}
