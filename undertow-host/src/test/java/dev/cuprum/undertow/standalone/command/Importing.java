package dev.cuprum.undertow.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cuprum.undertow.standalone.Server;
import dev.cuprum.undertow.standalone.Wire;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node, and what is said while something is imported to it. */
final class Importing implements AutoCloseable {

    static final String TOKEN = "a-token-of-tests";

    private static final Map<String, String> ENVIRONMENT = Map.of("CUPRUM_TOKEN", TOKEN);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Server server = start(0);

    private static Server start(int controlPort) {
        return Server.builder()
                .control("127.0.0.1", controlPort, TOKEN)
                .route("/", route -> route.respond(200, "origin\n"))
                .start();
    }

    Server server() {
        return server;
    }

    /** Ends the node, and all it has in memory. */
    void stopNode() {
        server.close();
    }

    /** Starts another node where the one was that has ended. */
    void startNode(int controlPort) {
        server = start(controlPort);
    }

    /** A command with options, each a word that may have a value behind an equals sign. */
    ImportCommand command(String... words) {
        return command(ENVIRONMENT, words);
    }

    ImportCommand command(Map<String, String> environment, String... words) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--control", "127.0.0.1:" + server.controlPort());
        for (String word : words) {
            String[] parts = word.split("=", 2);
            options.put(parts[0], parts.length == 1 ? parts[0] : parts[1]);
        }
        return new ImportCommand(
                ImportOptions.parse(options),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    int run(String... words) {
        try (ImportCommand command = command(words)) {
            return command.run();
        }
    }

    /** What was said to standard output since this was last asked. */
    String out() {
        return take(out);
    }

    /** What was said to standard error since this was last asked. */
    String err() {
        return take(err);
    }

    private static String take(ByteArrayOutputStream stream) {
        synchronized (stream) {
            String text = stream.toString(StandardCharsets.UTF_8);
            stream.reset();
            return text;
        }
    }

    JsonNode outAsJson() throws Exception {
        return new ObjectMapper().readTree(out());
    }

    /** The units of the node. */
    List<ComputingUnit> units() {
        return server.edge().store().load().units().values().stream()
                .map(stored -> stored.unit())
                .toList();
    }

    List<String> ids() {
        return units().stream().map(unit -> unit.id().value()).toList();
    }

    long generation() {
        return server.edge().store().load().generation();
    }

    /** Gives the units all the time that a busy machine takes; an import leaves them what units have otherwise. */
    void unhurry() {
        ComputingUnit[] unhurried = units().stream()
                .map(unit -> unit.toBuilder().limits(Limits.of(20_000, 16)).build())
                .toArray(ComputingUnit[]::new);
        server.edge().put(unhurried);
    }

    /** What a client gets. */
    String get(String host, String path) {
        return Wire.send(
                server.edgePort(), "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    @Override
    public void close() {
        server.close();
    }
}
