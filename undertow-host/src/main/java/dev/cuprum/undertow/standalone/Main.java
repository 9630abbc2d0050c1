package dev.cuprum.undertow.standalone;

import dev.cuprum.catalog.Node;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.undertow.standalone.command.ImportCommand;
import dev.cuprum.undertow.standalone.command.ImportOptions;
import dev.cuprum.undertow.standalone.config.Address;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.ConfigurationBuilder;
import dev.cuprum.undertow.standalone.config.ConfigurationException;
import dev.cuprum.undertow.standalone.config.ConfigurationReader;
import dev.cuprum.undertow.standalone.config.Redis;
import dev.cuprum.undertow.standalone.log.LogWriter;
import dev.cuprum.undertow.standalone.log.Logging;
import dev.cuprum.unit.InvalidUnitException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** The program {@code cuprum}. Ends with 0 where all went well, 1 where something failed, 2 where it was told nonsense. */
public final class Main {

    private static final int FAILED = 1;
    private static final int MISTAKE = 2;

    private Main() {}

    /** Runs the program. */
    public static void main(String[] words) {
        Logging.chooseManager();
        int code = run(words, System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String[] words, PrintStream out, PrintStream err) {
        try {
            CommandLine line = CommandLine.parse(words);
            switch (line.command()) {
                case SERVE -> serve(configuration(line));
                case KEYGEN -> Keygen.run(line.option("--out").orElse(Keygen.PREFIX), out);
                case VERSION -> out.println("cuprum " + Version.current());
                case HELP -> out.print(line.help());
                case IMPORT -> {
                    return importUnits(ImportOptions.parse(line.options()), out, err);
                }
            }
            return 0;
        } catch (ConfigurationException e) {
            err.println("cuprum: the configuration cannot be used:");
            e.problems().forEach(problem -> err.println("  " + problem));
            return MISTAKE;
        } catch (InvalidUnitException e) {
            err.println("cuprum: the units of the configuration cannot run:");
            e.problems().forEach(problem -> err.println("  " + problem));
            return MISTAKE;
        } catch (IllegalArgumentException e) {
            err.println("cuprum: " + e.getMessage());
            return MISTAKE;
        } catch (ListenException | StoreUnavailableException | UncheckedIOException e) {
            err.println("cuprum: " + e.getMessage());
            return FAILED;
        }
    }

    /** What the file says, and over it what the command line says. */
    static Configuration configuration(CommandLine line) {
        ConfigurationBuilder result = line
                .option("--config")
                .map(file -> ConfigurationReader.read(Path.of(file)))
                .orElseGet(Configuration::defaults)
                .toBuilder();
        set(line, "--listen", Address::parse, result::listen);
        set(line, "--control", Address::parse, result::control);
        set(line, "--data", Path::of, result::data);
        set(line, "--redis", Redis::parse, result::redis);
        set(
                line,
                "--node",
                ConfigurationReader::name,
                name -> result.node(new Node(name, result.build().node().labels())));
        return result.build();
    }

    private static <T> void set(CommandLine line, String option, Function<String, T> reader, Consumer<T> setter) {
        line.option(option).ifPresent(given -> {
            try {
                setter.accept(reader.apply(given));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
            }
        });
    }

    private static void serve(Configuration configuration) {
        LogWriter log = LogWriter.start(System.err);
        Logging.install(log);
        Server server;
        try {
            server = Server.start(configuration, System.getenv(), log);
        } catch (RuntimeException e) {
            log.flush(Duration.ofSeconds(1));
            throw e;
        }
        Greeting.log(server, configuration);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, log), "cuprum-stop"));
        if (System.getenv("CUPRUM_STOP_WITH_PARENT") != null) {
            stopWithParent();
        }
        server.awaitStop();
    }

    private static int importUnits(ImportOptions options, PrintStream out, PrintStream err) {
        Logging.quieten();
        try (ImportCommand command = new ImportCommand(options, System.getenv(), out, err)) {
            if (command.follows()) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(command), "cuprum-stop"));
            }
            return command.run();
        }
    }

    /** Ends the process with 0 where nothing else has ended it, as it was to go on until somebody stops it. */
    private static void stop(ImportCommand command) {
        if (command.stop()) {
            Runtime.getRuntime().halt(0);
        }
    }

    /** For a parent that, when it is stopped itself, does not stop its children: Maven. */
    private static void stopWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            Thread watch = new Thread(
                    () -> {
                        parent.onExit().join();
                        System.exit(0);
                    },
                    "cuprum-parent");
            watch.setDaemon(true);
            watch.start();
        });
    }

    /** Ends the process with 0, where the JVM would end it with the number of the signal. */
    private static void stop(Server server, LogWriter log) {
        try {
            server.stop();
        } finally {
            log.flush(Duration.ofSeconds(2));
        }
        Runtime.getRuntime().halt(0);
    }
}
