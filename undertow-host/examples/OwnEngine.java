import dev.cuprum.Edge;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.http.Variables;
import dev.cuprum.undertow.EdgeHandler;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import io.undertow.Undertow;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An engine of one's own, for units that are templates: ${arg_name} stands for that variable of the request. */
class OwnEngine implements ScriptEngine {

    private static final Pattern HOLE = Pattern.compile("\\$\\{([a-z_]+)}");

    public String language() {
        return "template";
    }

    public String description() {
        return "templates with ${variables}";
    }

    public CompiledUnit compile(ComputingUnit unit) {
        return execution -> {
            String text = HOLE.matcher(unit.code())
                    .replaceAll(hole -> Matcher.quoteReplacement(
                            Variables.get(execution.exchange(), hole.group(1)).orElse("")));
            execution.exchange().response().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return Outcome.Completed.INSTANCE;
        };
    }

    public static void main(String[] args) {
        Edge edge = Edge.builder().engine(new OwnEngine()).build();
        edge.put(ComputingUnit.builder(UnitId.of("greeting"), Phase.CONTENT, "hello ${arg_name}\n")
                .language("template")
                .build());
        Undertow.builder()
                .addHttpListener(Integer.parseInt(args[0]), "127.0.0.1")
                .setHandler(new EdgeHandler(edge))
                .build()
                .start();
    }
}
