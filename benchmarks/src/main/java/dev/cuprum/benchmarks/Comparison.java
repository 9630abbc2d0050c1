package dev.cuprum.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the rounds of a comparison have measured for one source, and the line that says so. Not thread-safe. */
final class Comparison {

    private final String name;
    private final OptionalDouble target;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> unpolled = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private Optional<String> complaint = Optional.empty();

    /**
     * @param name what is measured
     * @param target the ratio not to be exceeded
     */
    Comparison(String name, OptionalDouble target) {
        this.name = name;
        this.target = target;
    }

    String name() {
        return name;
    }

    /** Takes one round: both sides, one right after the other. */
    void take(WorkerProcess.Answer our, Optional<WorkerProcess.Answer> their) {
        our.nanos().ifPresentOrElse(ours::add, () -> complain("ours: " + our.result()));
        if (their.isEmpty() || their.get().nanos().isEmpty()) {
            return;
        }
        double nanos = their.get().nanos().getAsDouble();
        theirs.add(nanos);
        if (our.nanos().isPresent()) {
            ratios.add(our.nanos().getAsDouble() / nanos);
            if (!our.result().equals(their.get().result())) {
                complain("ours returns " + our.result() + ", luajit "
                        + their.get().result());
            }
        }
    }

    /** Takes one round of ours without polls. */
    void takeUnpolled(WorkerProcess.Answer answer) {
        answer.nanos().ifPresent(unpolled::add);
    }

    private void complain(String about) {
        if (!about.endsWith(LuaCalls.ABSENT)) {
            complaint = Optional.of(name + ": " + about);
        }
    }

    /** What went wrong, where something did. */
    Optional<String> complaint() {
        return complaint;
    }

    /** The head of the table. */
    static String head(boolean polls) {
        return String.format(
                        "%-20s %14s %14s %8s %17s %7s %s",
                        "benchmark", "ours ns/op", "luajit ns/op", "ratio", "(min .. max)", "target", "ok?")
                + (polls ? String.format(" %18s %9s", "polls off ns/op", "cost") : "");
    }

    /** The line of the table. */
    String line(boolean polls) {
        String line = String.format(
                Locale.ROOT,
                "%-20s %14s %14s %8s %17s %7s %-3s",
                name,
                ours.isEmpty() ? "-" : number(median(ours)),
                theirs.isEmpty() ? "-" : number(median(theirs)),
                ratios.isEmpty() ? "-" : ratio(median(ratios)),
                ratios.isEmpty() ? "" : "(" + ratio(smallest(ratios)) + " .. " + ratio(largest(ratios)) + ")",
                target.isPresent() ? ratio(target.getAsDouble()) : "-",
                verdict());
        return polls ? line + pollCost() : line;
    }

    /** Whether the median is within the target. */
    private String verdict() {
        if (target.isEmpty() || ratios.isEmpty()) {
            return "-";
        }
        return median(ratios) <= target.getAsDouble() ? "yes" : "NO";
    }

    private String pollCost() {
        if (ours.isEmpty() || unpolled.isEmpty()) {
            return "";
        }
        double without = median(unpolled);
        return String.format(Locale.ROOT, " %18s %+8.1f%%", number(without), (median(ours) / without - 1) * 100);
    }

    private static String number(double nanos) {
        return String.format(Locale.ROOT, "%,.0f", nanos);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 100 ? "%.2f" : "%.0f", ratio);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double smallest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    private static double largest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }
}
