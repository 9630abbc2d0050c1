package dev.cuprum.undertow.standalone.command;

import dev.cuprum.migration.Migration;
import dev.cuprum.migration.Migration.Carried;
import dev.cuprum.migration.Migration.Left;
import dev.cuprum.migration.Migration.Note;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Problem;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells people, in lines, what an import does and does not. */
final class ImportReport {

    private ImportReport() {}

    /** What changes, unit by unit. */
    static List<String> changes(Difference difference) {
        List<String> lines = new ArrayList<>();
        for (Carried carried : difference.put()) {
            ComputingUnit unit = carried.unit();
            String sign = difference.replaced().contains(unit.id()) ? "~" : "+";
            lines.add("  " + sign + " " + unit.id() + " (" + facts(unit) + ") from " + carried.source());
        }
        difference.delete().forEach(id -> lines.add("  - " + id + ", which the source does not have any more"));
        if (difference.unchanged() > 0) {
            lines.add("  = " + units(difference.unchanged()) + " as before");
        }
        return lines;
    }

    private static String facts(ComputingUnit unit) {
        List<String> facts = new ArrayList<>(List.of(unit.phase().wireName()));
        if (!unit.sampling().equals(Sampling.ALL)) {
            double percent = unit.sampling().percent();
            facts.add(
                    (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent)) + " %");
        }
        unit.match().hosts().forEach(host -> facts.add("hosts " + host));
        if (!unit.enabled()) {
            facts.add("not enabled");
        }
        return String.join(", ", facts);
    }

    /** What is not carried over, and what there is to know. */
    static List<String> remarks(Migration migration, Difference difference) {
        List<String> lines = new ArrayList<>();
        Map<String, List<String>> left = new LinkedHashMap<>();
        for (Left one : migration.left()) {
            left.computeIfAbsent(one.reason(), reason -> new ArrayList<>()).add(one.source() + former(one, difference));
        }
        add(lines, "not carried over:", left);
        Map<String, List<String>> notes = new LinkedHashMap<>();
        for (Note note : migration.notes()) {
            notes.computeIfAbsent(note.text(), text -> new ArrayList<>()).add(note.source());
        }
        add(lines, "to know:", notes);
        return lines;
    }

    private static String former(Left left, Difference difference) {
        List<UnitId> kept = difference.kept();
        return kept.contains(left.id()) ? " (its former version stays as '" + left.id() + "')" : "";
    }

    private static void add(List<String> lines, String title, Map<String, List<String>> sourcesByText) {
        if (!sourcesByText.isEmpty()) {
            lines.add(title);
            sourcesByText.forEach((text, sources) -> lines.add("  " + String.join("; ", sources) + ": " + text));
        }
    }

    /** Why nothing is published, with places in the words of the source. */
    static String refusal(Verdict.Refused refused, Difference difference) {
        String problems = refused.problems().stream()
                .map(problem -> "\n  " + difference.place(problem.field()) + line(problem) + ": " + problem.message())
                .collect(Collectors.joining());
        return "nothing is published, as the control plane refuses this release"
                + (problems.isEmpty() ? ": " + refused.detail() : ":" + problems);
    }

    private static String line(Problem problem) {
        return problem.line() > 0 ? ", line " + problem.line() : "";
    }

    /** How many units. */
    static String units(int count) {
        return count == 1 ? "1 unit" : count + " units";
    }
}
