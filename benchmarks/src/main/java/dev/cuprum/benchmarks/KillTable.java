package dev.cuprum.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of how hostile units were stopped: a line for each, and all of them together. Not thread-safe. */
final class KillTable {

    static final String HEAD = String.format(
            "%-24s %5s %6s %6s %9s %9s %9s %13s  %s",
            "unit", "runs", "time", "memory", "p50 ms", "p99 ms", "max ms", "overshoot MB", "otherwise");

    private static final double P50_TARGET_MILLIS = 2;
    private static final double P99_TARGET_MILLIS = 10;
    private static final double OVERSHOOT_TARGET_MB = 16;

    private final List<Kill> all = new ArrayList<>();

    /** Takes what was measured of a unit. Returns its line. */
    String line(String name, List<Kill> kills) {
        all.addAll(kills);
        String other = kills.stream()
                .map(Kill::other)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        List<Double> late = late(kills);
        return String.format(
                Locale.ROOT,
                "%-24s %5d %6d %6d %9s %9s %9s %13s  %s",
                name,
                kills.size(),
                late.size(),
                kills.stream().filter(Kill::outOfMemory).count(),
                millis(late, 0.5),
                millis(late, 0.99),
                millis(late, 1),
                late.size() == kills.size() ? "-" : String.format(Locale.ROOT, "%.1f", overshoot(kills)),
                other.replace('\n', ' '));
    }

    /**
     * All of them together, against the targets.
     *
     * @param floor how units were stopped that do nothing but poll
     */
    String totals(List<Kill> floor) {
        List<Double> late = late(all);
        StringBuilder text = new StringBuilder();
        if (!late.isEmpty()) {
            text.append(total("past the deadline, p50, ms", at(late, 0.5), P50_TARGET_MILLIS))
                    .append(total("past the deadline, p99, ms", at(late, 0.99), P99_TARGET_MILLIS))
                    .append(String.format(Locale.ROOT, "%-34s %9.2f%n", "past the deadline, max, ms", at(late, 1)));
        }
        List<Double> least = late(floor);
        if (!least.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-34s %9.2f, p99 %.2f, max %.2f (%d units that only poll)%n",
                    "of that the machine, p50, ms",
                    at(least, 0.5),
                    at(least, 0.99),
                    at(least, 1),
                    least.size()));
        }
        return text.append(total("allocated past the limit, max, MB", overshoot(all), OVERSHOOT_TARGET_MB))
                .toString();
    }

    private static String total(String what, double value, double target) {
        return String.format(
                Locale.ROOT, "%-34s %9.2f  target %5.1f  %s%n", what, value, target, value <= target ? "yes" : "NO");
    }

    /** Milliseconds past the deadline, from the least to the most. */
    private static List<Double> late(List<Kill> kills) {
        return kills.stream()
                .filter(Kill::timedOut)
                .map(kill -> kill.lateNanos() / 1e6)
                .sorted()
                .toList();
    }

    private static String millis(List<Double> sorted, double share) {
        return sorted.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", at(sorted, share));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    /** The most of them, in MB; nothing where all stayed below. */
    private static double overshoot(List<Kill> kills) {
        return Math.max(0, kills.stream().mapToLong(Kill::overshoot).max().orElse(0)) / 1048576.0;
    }
}
