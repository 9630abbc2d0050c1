package dev.cuprum.catalog;

import com.google.re2j.Pattern;
import dev.cuprum.unit.PathPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the units whose path patterns fit a path, at a cost that follows the units found and not the units there are.
 *
 * <p>Exact paths are a hash look-up. Prefixes are a sorted array in which every prefix knows the longest other prefix
 * it starts with itself: one binary search finds the greatest entry not after the path, and from there all prefixes of
 * the path lie on the chain of parents. An anchored expression waits at the literal text it begins with, so it is only
 * tried on paths that begin so; the others are tried on every path of their host.
 */
final class PathIndex {

    private record Expression(Pattern pattern, int rank) {}

    private final int[] everywhere;
    private final Map<String, int[]> exact;
    private final String[] prefixes;
    private final int[] parents;
    private final int[][] prefixUnits;
    private final Expression[][] prefixExpressions;
    private final Expression[] expressions;

    private PathIndex(Builder builder) {
        everywhere = toArray(builder.everywhere);
        exact = new HashMap<>();
        builder.exact.forEach((path, ranks) -> exact.put(path, toArray(ranks)));
        expressions = builder.expressions.toArray(new Expression[0]);
        List<String> sorted = new ArrayList<>(builder.prefixes.keySet());
        sorted.sort(null);
        prefixes = sorted.toArray(new String[0]);
        parents = new int[prefixes.length];
        prefixUnits = new int[prefixes.length][];
        prefixExpressions = new Expression[prefixes.length][];
        for (int i = 0; i < prefixes.length; i++) {
            Entry entry = builder.at(prefixes[i]);
            prefixUnits[i] = toArray(entry.ranks);
            prefixExpressions[i] = entry.expressions.toArray(new Expression[0]);
            int parent = i - 1;
            while (parent >= 0 && !prefixes[i].startsWith(prefixes[parent])) {
                parent = parents[parent];
            }
            parents[i] = parent;
        }
    }

    private static int[] toArray(List<Integer> ranks) {
        int[] array = new int[ranks.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = ranks.get(i);
        }
        return array;
    }

    /** Adds the ranks of the units that fit a path; one may be added more than once. */
    void find(String path, RankSet into) {
        into.addAll(everywhere);
        if (!exact.isEmpty()) {
            int[] ranks = exact.get(path);
            if (ranks != null) {
                into.addAll(ranks);
            }
        }
        if (prefixes.length > 0) {
            findPrefixes(path, into);
        }
        test(expressions, path, into);
    }

    private void findPrefixes(String path, RankSet into) {
        int at = Arrays.binarySearch(prefixes, path);
        if (at < 0) {
            at = -at - 2;
        }
        while (at >= 0 && !path.startsWith(prefixes[at])) {
            at = parents[at];
        }
        for (; at >= 0; at = parents[at]) {
            into.addAll(prefixUnits[at]);
            test(prefixExpressions[at], path, into);
        }
    }

    private static void test(Expression[] expressions, String path, RankSet into) {
        for (Expression expression : expressions) {
            if (expression.pattern.matcher(path).find()) {
                into.add(expression.rank);
            }
        }
    }

    private static final class Entry {
        final List<Integer> ranks = new ArrayList<>();
        final List<Expression> expressions = new ArrayList<>();
    }

    static final class Builder {
        private final List<Integer> everywhere = new ArrayList<>();
        private final Map<String, List<Integer>> exact = new HashMap<>();
        private final Map<String, Entry> prefixes = new HashMap<>();
        private final List<Expression> expressions = new ArrayList<>();

        void add(List<PathPattern> paths, int rank) {
            if (paths.isEmpty()) {
                everywhere.add(rank);
            }
            for (PathPattern path : paths) {
                switch (path.kind()) {
                    case EXACT ->
                        exact.computeIfAbsent(path.value(), p -> new ArrayList<>())
                                .add(rank);
                    case PREFIX -> at(path.value()).ranks.add(rank);
                    case REGEX -> addExpression(path, literalStart(path.value()), rank);
                    case REGEX_NO_CASE -> addExpression(path, "", rank);
                }
            }
        }

        private void addExpression(PathPattern path, String start, int rank) {
            Expression expression = new Expression(path.regex(), rank);
            (start.isEmpty() ? expressions : at(start).expressions).add(expression);
        }

        private Entry at(String prefix) {
            return prefixes.computeIfAbsent(prefix, p -> new Entry());
        }

        PathIndex build() {
            return new PathIndex(this);
        }
    }

    /** The text that every match of an anchored expression begins with; empty where there is none to be sure of. */
    static String literalStart(String regex) {
        if (!regex.startsWith("^") || regex.indexOf('|') >= 0) {
            return "";
        }
        int end = 1;
        while (end < regex.length() && isLiteral(regex.charAt(end))) {
            end++;
        }
        // After a backslash an empty quotation may follow, and then a repetition of the letter before it.
        boolean repeated = end < regex.length() && "?*{+\\".indexOf(regex.charAt(end)) >= 0;
        return regex.substring(1, repeated ? Math.max(1, end - 1) : end);
    }

    private static boolean isLiteral(char c) {
        return c == '/' || c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
}
