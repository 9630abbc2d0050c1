package dev.cuprum.benchmarks;

import dev.cuprum.Edge;
import dev.cuprum.undertow.EdgeHandler;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.UnitId;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import java.util.List;

/**
 * An Undertow application with the edge before it, for side-by-side runs: two units for every path but {@code /bare},
 * which no unit is for. {@code TwoUnitServer PORT IO_THREADS [PAIRS [LANGUAGE]]}.
 */
public final class TwoUnitServer {

    private TwoUnitServer() {}

    /**
     * Serves on loopback until it is stopped.
     *
     * @param args the port, the number of I/O threads, how many times the two units, once by default, and {@code js} where
     *     they are to be in JavaScript
     */
    public static void main(String[] args) {
        int pairs = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        boolean javaScript = args.length > 3 && args[3].equals("js");
        start(Edge.create(), Integer.parseInt(args[0]), Integer.parseInt(args[1]), pairs, javaScript);
    }

    /** Puts the two units on an edge, and serves on loopback until the process is stopped; returns the edge. */
    static Edge start(Edge edge, int port, int ioThreads, int pairs, boolean javaScript) {
        Match match = new Match(List.of(), List.of(PathPattern.parse("/x")), List.of());
        for (int i = 0; i < pairs; i++) {
            edge.put(
                    copy(javaScript ? PeerUnits.javaScriptToken() : PeerUnits.token(), i, match),
                    copy(javaScript ? PeerUnits.javaScriptDecorate() : PeerUnits.decorate(), i, match));
        }
        HttpHandler hello = exchange -> {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
            exchange.getResponseSender().send("hello\n");
        };
        Undertow.builder()
                .setIoThreads(ioThreads)
                .setWorkerThreads(4)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, !Boolean.getBoolean("lean"))
                .addHttpListener(port, "127.0.0.1")
                .setHandler(new EdgeHandler(edge).wrap(hello))
                .build()
                .start();
        return edge;
    }

    private static ComputingUnit copy(ComputingUnit unit, int number, Match match) {
        return ComputingUnit.builder(UnitId.of(unit.id() + "-" + number), unit.phase(), unit.code())
                .language(unit.language())
                .match(match)
                .build();
    }
}
