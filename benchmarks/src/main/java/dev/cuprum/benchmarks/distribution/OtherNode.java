package dev.cuprum.benchmarks.distribution;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.exec.EdgeListener;
import dev.cuprum.lua.LuaEngine;
import dev.cuprum.redis.RedisUnitStore;
import dev.cuprum.undertow.standalone.Server;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The other node: serves, and says in a line what it has done. {@code serves PORT} as soon as it does,
 * {@code ready COMPILED MEGABYTES} then, and {@code live GENERATION COMPILED} for each catalog. Ends with its standard input.
 */
public final class OtherNode {

    private static final Logger LOGS = Logger.getLogger("");

    private OtherNode() {}

    /**
     * Serves.
     *
     * @param args the address of Redis, and the folder of the node
     */
    public static void main(String[] args) throws IOException {
        LOGS.setLevel(Level.WARNING);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        CountingEngine engine = new CountingEngine(new LuaEngine());
        EdgeListener listener = new EdgeListener() {
            @Override
            public void switched(Catalog from, Catalog to) {
                out.println("live " + to.generation() + " " + engine.compiled());
            }
        };
        RedisUnitStore store =
                RedisUnitStore.builder(args[0]).folder(Path.of(args[1])).build();
        try (Server server = Server.builder()
                .route("/", route -> route.respond(200, "hello\n"))
                .edge(edge -> edge.store(store).engine(engine).listener(listener))
                .start()) {
            out.println("serves " + server.port());
            out.println("ready " + engine.compiled() + " " + usedMegabytes());
            while (System.in.read() >= 0) {
                // nothing is said to it
            }
        }
    }

    /** What is in use after a collection. */
    private static long usedMegabytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
