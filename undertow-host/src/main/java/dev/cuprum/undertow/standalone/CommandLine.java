package dev.cuprum.undertow.standalone;

import dev.cuprum.unit.Spelling;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was written on the command line.
 *
 * @param command what to do
 * @param options the values of the options, by their names
 */
record CommandLine(Command command, Map<String, String> options) {

    /** What can be done. */
    enum Command {
        SERVE,
        KEYGEN,
        VERSION,
        HELP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String USAGE =
            """
            cuprum: edge computing inside the JVM

            usage:
              cuprum serve [options]   serve until stopped
              cuprum keygen [options]  make a key that signs releases
              cuprum version           say which version this is
              cuprum help              say this

            options of serve:
              --config FILE      read the configuration from a YAML file; without one, / shows how to begin
              --listen ADDRESS   where the edge listens          (default 127.0.0.1:8080)
              --control ADDRESS  where the control plane listens (default 127.0.0.1:9090)
              --data DIR         where data and the admin token are kept (default ./cuprum-data)
              --redis ADDRESS    where the units of the edge are kept: redis://host:6379, rediss:// for TLS; more
                                 hosts with commas for a cluster; redis-sentinel://host1,host2/MASTER; memory; or
                                 embedded, a server of this node's own in the data folder (default embedded)
              --node NAME        what this node is called        (default node)

            options of keygen:
              --out PREFIX       write PREFIX.key, the secret, and PREFIX.pub (default cuprum)

            environment:
              CUPRUM_TOKEN       the admin token; without it, the first start makes one
              CUPRUM_SIGNING_KEY the key that signs what this node publishes, before the one that the file names
              CUPRUM_JAVA_OPTS   options for the JVM, like -Xmx512m
            """;

    private static final List<String> COMMANDS = List.of("serve", "keygen", "version", "help");
    private static final List<String> OPTIONS =
            List.of("--config", "--listen", "--control", "--data", "--redis", "--node");
    private static final List<String> KEYGEN_OPTIONS = List.of("--out");

    CommandLine {
        options = Map.copyOf(options);
    }

    /**
     * Reads the words of a command line.
     *
     * @throws IllegalArgumentException where they make no sense, with a message for the person who wrote them
     */
    static CommandLine parse(String... words) {
        Deque<String> rest = new ArrayDeque<>(List.of(words));
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("no command; try 'cuprum serve' or 'cuprum help'");
        }
        Command command = command(rest.removeFirst());
        Map<String, String> options = new LinkedHashMap<>();
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            if (word.equals("--help") || word.equals("-h")) {
                return new CommandLine(Command.HELP, Map.of());
            }
            List<String> known = options(command);
            if (known.isEmpty()) {
                throw new IllegalArgumentException("'cuprum " + command.word() + "' takes nothing, not '" + word + "'");
            }
            int equals = word.indexOf('=');
            String name = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown option '" + name + "'" + Spelling.hint(name, known));
            }
            Optional<String> value = equals > 0 && name.length() < word.length()
                    ? Optional.of(word.substring(equals + 1))
                    : Optional.ofNullable(rest.pollFirst());
            if (value.filter(found -> !found.isEmpty()).isEmpty()) {
                throw new IllegalArgumentException("option " + name + " needs a value");
            }
            if (options.put(name, value.get()) != null) {
                throw new IllegalArgumentException("option " + name + " is given twice");
            }
        }
        return new CommandLine(command, options);
    }

    private static List<String> options(Command command) {
        return switch (command) {
            case SERVE -> OPTIONS;
            case KEYGEN -> KEYGEN_OPTIONS;
            case VERSION, HELP -> List.of();
        };
    }

    private static Command command(String word) {
        return switch (word) {
            case "serve" -> Command.SERVE;
            case "keygen" -> Command.KEYGEN;
            case "version", "--version" -> Command.VERSION;
            case "help", "--help", "-h" -> Command.HELP;
            default ->
                throw new IllegalArgumentException("unknown command '" + word + "'" + Spelling.hint(word, COMMANDS));
        };
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
