package dev.cuprum.benchmarks;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.regex.Regex;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Searches for ten regular expressions beside PCRE, compiled by its JIT: processor time of each, and the geometric mean of the ratios. */
final class RegexComparison {

    private static final int CALLS = 200_000;
    private static final int ROUNDS = 25;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private RegexComparison() {}

    /**
     * Prints the table.
     *
     * @param args the script that measures PCRE, and the file of the expressions
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        print(theirs(args[0], args[1]), System.out);
    }

    private static Map<String, Double> theirs(String script, String expressions) throws IOException {
        Process process = new ProcessBuilder("luajit", script, expressions)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Double> times = new HashMap<>();
        for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] parts = line.split("\t", -1);
            times.put(parts[0], Double.parseDouble(parts[1]));
        }
        return times;
    }

    private static void print(Map<String, Double> theirs, PrintStream out) {
        Budget budget = new Budget();
        List<Expressions.Expression> all = Expressions.all();
        // All are run before the first counts, so that none has the machine's code for itself.
        all.forEach(expression -> nanos(expression, budget, ROUNDS / 5));
        double sum = 0;
        out.printf("%-10s %10s %10s %6s%n", "", "here", "PCRE-JIT", "ratio");
        for (Expressions.Expression expression : all) {
            double ours = nanos(expression, budget, ROUNDS);
            double other = theirs.getOrDefault(expression.name(), Double.NaN);
            sum += Math.log(ours / other);
            out.printf("%-10s %7.1f ns %7.1f ns %6.2f%n", expression.name(), ours, other, ours / other);
        }
        out.printf("%-10s %31.2f%n", "mean", Math.exp(sum / all.size()));
    }

    /** The time of a search in the best of some rounds. */
    private static double nanos(Expressions.Expression expression, Budget budget, int rounds) {
        Regex regex = expression.compile(budget);
        byte[] subject = expression.bytes();
        long best = Long.MAX_VALUE;
        int ends = 0;
        for (int round = 0; round < rounds; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < CALLS; i++) {
                ends += Expressions.search(regex, subject, budget);
            }
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        return ends == Integer.MIN_VALUE ? 0 : (double) best / CALLS;
    }
}
