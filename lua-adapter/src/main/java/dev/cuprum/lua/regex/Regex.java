package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A regular expression that can be matched. Immutable. */
public final class Regex {

    /** How many steps an attempt may take where an expression says nothing else, as in PCRE. */
    private static final int MATCH_LIMIT = 10_000_000;

    /** A longer expression could only be short in meaning by way of comments. */
    private static final int LONGEST = 128 * 1024;

    private final Program program;
    private final Map<String, List<Integer>> names;
    private final boolean checked;
    private final int limit;
    private final Hotness hotness;
    private final List<String> order;

    private Regex(Program program, Reading in, boolean checked, int limit) {
        this.program = program;
        this.hotness = new Hotness(program);
        this.names = Map.copyOf(in.names.all());
        this.order = List.copyOf(in.names.all().keySet());
        this.checked = checked;
        this.limit = limit == 0 ? MATCH_LIMIT : Math.min(limit, MATCH_LIMIT);
    }

    /**
     * Reads an expression, up to its first zero byte as C does.
     *
     * @param budget asked while it is read
     * @throws RegexSyntaxException where it is not one
     */
    public static Regex compile(byte[] expression, Set<RegexOption> options, Budget budget)
            throws RegexSyntaxException {
        int length = 0;
        while (length < expression.length && expression[length] != 0) {
            length++;
        }
        budget.reserve(16L * length);
        if (length > LONGEST) {
            throw new RegexSyntaxException("regular expression is too large", length);
        }
        int bits = 0;
        for (RegexOption option : options) {
            bits |= option.bit();
        }
        Reading in = new Reading(Arrays.copyOf(expression, length), bits, budget);
        PatternStart start = new PatternStart(in);
        start.read();
        if (in.utf()) {
            int fault = Utf8.firstFault(in.text, 0, length);
            if (fault < length) {
                throw in.faultAt("invalid UTF-8 string", fault);
            }
        }
        boolean utf = in.utf();
        try {
            Node root = new Parser(in).parse();
            Program program = Compiler.compile(in, root, budget, !start.noStartSearch);
            return new Regex(program, in, utf && !in.has(RegexOption.UNCHECKED_UTF8), start.limit);
        } catch (RegexTooLargeException e) {
            throw in.faultAt("regular expression is too large", length);
        }
    }

    /** Translates it into code of the JVM now, rather than once it is hot; where it has nothing that is not translated. */
    void translate() {
        hotness.translate();
    }

    /** About how many bytes of memory it takes. */
    public int weight() {
        return program.weight();
    }

    /** The names of its groups, in the order of their bytes. */
    public List<String> names() {
        return order;
    }

    /** The groups of a name, in the order in which they stand. */
    public List<Integer> groupsOf(String name) {
        return names.getOrDefault(name, List.of());
    }

    /** Something to match it with, again and again; used by one thread. */
    public RegexMatcher matcher(Budget budget) {
        return new RegexMatcher(program, hotness, limit, checked, budget);
    }
}
