package dev.cuprum.benchmarks;

import dev.cuprum.Edge;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.undertow.EdgeHandler;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import java.util.Set;

/**
 * The two units of {@link TwoUnitServer} in plain Java, on threads of their own or on the I/O threads: what it costs that
 * a unit may be impossible to stop. {@code OwnThreadServer PORT IO_THREADS own|io}.
 */
public final class OwnThreadServer {

    private OwnThreadServer() {}

    /**
     * Serves on loopback until it is stopped.
     *
     * @param args the port, the number of I/O threads, and where units run
     */
    public static void main(String[] args) {
        Set<CompiledUnit.Need> needs = args[2].equals("own") ? Set.of(CompiledUnit.Need.OWN_THREAD) : Set.of();
        Edge edge = Edge.builder().engine(new Engine(needs)).build();
        edge.put(unit("token", Phase.REWRITE), unit("decorate", Phase.HEADER_FILTER));
        HttpHandler hello = exchange -> {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
            exchange.getResponseSender().send("hello\n");
        };
        Undertow.builder()
                .setIoThreads(Integer.parseInt(args[1]))
                .setWorkerThreads(4)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .addHttpListener(Integer.parseInt(args[0]), "127.0.0.1")
                .setHandler(new EdgeHandler(edge).wrap(hello))
                .build()
                .start();
    }

    private static ComputingUnit unit(String name, Phase phase) {
        return ComputingUnit.builder(UnitId.of(name), phase, name)
                .language("java")
                .build();
    }

    private record Engine(Set<CompiledUnit.Need> needs) implements ScriptEngine {

        @Override
        public String language() {
            return "java";
        }

        @Override
        public String description() {
            return "the two units in Java";
        }

        @Override
        public CompiledUnit compile(ComputingUnit unit) {
            boolean token = unit.phase() == Phase.REWRITE;
            return new CompiledUnit() {
                @Override
                public Outcome run(Execution execution) {
                    return token ? check(execution) : decorate(execution);
                }

                @Override
                public Set<Need> needs() {
                    return needs;
                }
            };
        }

        private static Outcome check(Execution execution) {
            return execution.exchange().request().query().contains("token=token")
                    ? Outcome.Completed.INSTANCE
                    : new Outcome.Exited(403);
        }

        private static Outcome decorate(Execution execution) {
            execution.exchange().response().headers().set("X-Edge", "cuprum");
            execution.exchange().response().headers().set("X-Unit", "decorate");
            return Outcome.Completed.INSTANCE;
        }
    }
}
