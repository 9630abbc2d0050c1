import dev.cuprum.Edge;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.http.Variables;
import dev.cuprum.undertow.EdgeHandler;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import io.undertow.Undertow;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An engine of one's own, for units that are steps, one a line: {@code say hello ${arg_name}}. */
public class OwnEngine implements ScriptEngine {
    private static final Set<String> STEPS = Set.of("say", "header", "exit", "count", "skip", "goto", "call");
    private static final Pattern HOLE = Pattern.compile("\\$\\{([a-z_]+)}");

    public String language() { return "steps"; }

    public String description() { return "steps, one a line"; }

    public CompiledUnit compile(ComputingUnit unit) throws CompilationException {
        List<String[]> steps = unit.code().lines().map(line -> line.strip().split(" ", 3)).toList();
        for (int i = 0; i < steps.size(); i++) {
            if (!STEPS.contains(steps.get(i)[0])) {
                throw new CompilationException(i + 1, "there is no step '" + steps.get(i)[0] + "'");
            }
        }
        return execution -> {
            int[] at = {0}; // and a map of counts: all that an execution knows is its own
            try {
                return run(steps, 0, at, new HashMap<>(), execution);
            } catch (LimitExceededError e) { // time or memory is used up; nothing of a unit may catch this
                return e.outcome();
            } catch (RuntimeException | StackOverflowError e) { // calls that nest too deeply are an error like any other
                return new Outcome.Failed("line " + (at[0] + 1) + ": " + e.getMessage());
            }
        };
    }

    private Outcome run(List<String[]> steps, int from, int[] at, Map<String, Integer> counts, Execution execution) {
        int before = execution.budget().enter(30); // at each call, with about how many words of stack it takes
        try {
            for (int i = from; i < steps.size(); i++) {
                execution.budget().poll(); // in each turn of whatever may go on for ever
                at[0] = i;
                String[] step = steps.get(i);
                switch (step[0]) {
                    case "say" -> execution.exchange().response().write(filled(String.join(" ", step).substring(4), execution));
                    case "header" -> execution.exchange().response().headers().set(step[1], step[2]);
                    case "exit" -> { return new Outcome.Exited(Integer.parseInt(step[1])); }
                    case "count" -> counts.merge(step[1], 1, Integer::sum);
                    case "skip" -> i += counts.getOrDefault(step[1], 0) == Integer.parseInt(step[2]) ? 1 : 0;
                    case "goto" -> i = Integer.parseInt(step[1]) - 2;
                    default -> {
                        Outcome end = run(steps, Integer.parseInt(step[1]) - 1, at, counts, execution);
                        if (end != Outcome.Completed.INSTANCE) { return end; }
                    }
                }
            }
            return Outcome.Completed.INSTANCE;
        } finally {
            execution.budget().leave(before);
        }
    }

    private static byte[] filled(String text, Execution execution) {
        return HOLE.matcher(text + "\n")
                .replaceAll(hole -> Matcher.quoteReplacement(Variables.get(execution.exchange(), hole.group(1)).orElse("")))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    public static void main(String[] args) {
        Edge edge = Edge.builder().engine(new OwnEngine()).build();
        edge.put(ComputingUnit.builder(UnitId.of("greeting"), Phase.CONTENT, "say hello ${arg_name}")
                .language("steps")
                .build());
        Undertow.builder()
                .addHttpListener(Integer.parseInt(args[0]), "127.0.0.1")
                .setHandler(new EdgeHandler(edge))
                .build()
                .start();
    }
}
