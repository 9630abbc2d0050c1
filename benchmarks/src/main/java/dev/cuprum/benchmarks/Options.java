package dev.cuprum.benchmarks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
     * @throws UsageError where there is another, or a value is missing
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
                throw new UsageError("'" + args[i] + "' is no option, or its value is missing; there are " + all(named)
                        + " with a value" + (flags.isEmpty() ? "" : ", and " + all(flags)));
            }
        }
        return new Options(values);
    }

    private static String all(Set<String> names) {
        return "--" + String.join(", --", new TreeSet<>(names));
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /**
     * A number.
     *
     * @throws UsageError where the value is none, or less than zero
     */
    double number(String name, double otherwise) {
        if (!values.containsKey(name)) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(values.get(name));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageError("'" + values.get(name) + "' is no number for --" + name);
    }

    /**
     * A whole number, 1 or more.
     *
     * @throws UsageError where the value is none
     */
    int count(String name, int otherwise) {
        double number = number(name, otherwise);
        if (number < 1 || number != (int) number) {
            throw new UsageError("--" + name + " takes a whole number from 1 on, and not '" + text(name, "") + "'");
        }
        return (int) number;
    }

    /**
     * One of several words.
     *
     * @throws UsageError where the value is none of them
     */
    String word(String name, List<String> words) {
        String word = text(name, words.get(0));
        if (!words.contains(word)) {
            throw new UsageError("'" + word + "' is nothing that --" + name + " takes: " + String.join(" or ", words));
        }
        return word;
    }

    /**
     * Those things that {@code --only} asks for.
     *
     * @throws UsageError where there are none
     */
    List<String> wanted(List<String> things) {
        List<String> wanted = things.stream().filter(this::wants).toList();
        if (wanted.isEmpty()) {
            throw new UsageError("nothing begins with '" + text("only", "") + "'; there are "
                    + String.join(", ", new TreeSet<>(things)));
        }
        return wanted;
    }

    boolean flag(String name) {
        return values.containsKey(name);
    }

    /** Whether a thing is among those that {@code --only a,b} asks for, by the beginning of its name. */
    boolean wants(String thing) {
        return Arrays.stream(text("only", "").split(",")).anyMatch(thing::startsWith);
    }
}
