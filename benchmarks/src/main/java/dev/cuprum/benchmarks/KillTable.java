package dev.cuprum.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of how hostile units were stopped: a line for each, and all of them together. Not thread-safe. */
final class KillTable {

    static final String HEAD = String.format(
            "%-24s %5s %6s %6s %9s %9s %9s %13s  %s",
            "unit", "runs", "time", "memory", "p50 ms", "p99 ms", "max ms", "overshoot MB", "otherwise");

    /**
     * What all of them together are measured against; infinite where there is no target.
     *
     * @param p50 milliseconds past the deadline, of the half
     * @param p99 the same, of 99 of 100
     * @param worst the same, of all
     * @param overshoot MB past the limit, of all
     */
    record Targets(double p50, double p99, double worst, double overshoot) {

        private static final double NONE = Double.POSITIVE_INFINITY;

        static final Targets LUA = new Targets(2, 10, NONE, 16);
        static final Targets JAVASCRIPT = new Targets(NONE, NONE, 150, NONE);
    }

    private final Targets targets;
    private final List<Kill> all = new ArrayList<>();

    KillTable(Targets targets) {
        this.targets = targets;
    }

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
            text.append(total("past the deadline, p50, ms", at(late, 0.5), targets.p50()))
                    .append(total("past the deadline, p99, ms", at(late, 0.99), targets.p99()))
                    .append(total("past the deadline, max, ms", at(late, 1), targets.worst()));
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
        return text.append(total("allocated past the limit, max, MB", overshoot(all), targets.overshoot()))
                .toString();
    }

    private static String total(String what, double value, double target) {
        String judged = Double.isInfinite(target)
                ? ""
                : String.format(Locale.ROOT, "  target %5.1f  %s", target, value <= target ? "yes" : "NO");
        return String.format(Locale.ROOT, "%-34s %9.2f%s%n", what, value, judged);
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
