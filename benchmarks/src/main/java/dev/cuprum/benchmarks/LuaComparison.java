package dev.cuprum.benchmarks;

import dev.cuprum.benchmarks.WorkerProcess.Answer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Compares our Lua with LuaJIT: the same sources, in turns, round after round, and a table in the end.
 *
 * <p>Both sides are warm processes that measure on request. Ours is one JVM for all sources, whose shared code so sees
 * as many kinds of units as an edge's does; LuaJIT gets a process for each source, so that no source takes another's
 * place for traces. The two sides of a pair are measured right after each other, and what is quoted is the median of
 * the pairs' ratios, because a busy neighbour then slows both.
 */
public final class LuaComparison {

    private static final Set<String> NAMED =
            Set.of("only", "rounds", "seconds", "warmup", "clock", "luajit", "sources", "worker");
    private static final Set<String> FLAGS = Set.of("polls-off", "progress");

    private final Options options;
    private final boolean polls;
    private final String clock;
    private final double warmup;
    private final int rounds;
    private final double seconds;
    private final List<Comparison> comparisons = new ArrayList<>();
    private final Map<String, WorkerProcess> luajits = new HashMap<>();
    private final WorkerProcess ours;
    private final Optional<WorkerProcess> unpolled;

    private LuaComparison(Options options) {
        this.options = options;
        polls = options.flag("polls-off");
        clock = options.word("clock", List.of("cpu", "wall"));
        warmup = options.number("warmup", 3);
        rounds = options.count("rounds", 5);
        seconds = options.number("seconds", 1);
        List<String> names = new ArrayList<>(LuaWorker.COSTS);
        Arrays.stream(LuaSource.values()).map(LuaSource::wireName).forEach(names::add);
        List<String> wanted = options.wanted(names);
        findLuaJit();
        ours = new WorkerProcess(java(List.of()));
        unpolled = polls ? Optional.of(new WorkerProcess(java(List.of("-Dcuprum.lua.polls=off")))) : Optional.empty();
        for (LuaSource source : LuaSource.values()) {
            if (wanted.contains(source.wireName())) {
                comparisons.add(new Comparison(source.wireName(), source.target()));
                luajits.put(source.wireName(), new WorkerProcess(luajit()));
            }
        }
        for (String cost : LuaWorker.COSTS) {
            if (wanted.contains(cost)) {
                comparisons.add(new Comparison(cost, OptionalDouble.empty()));
            }
        }
    }

    /**
     * Compares, and prints the table.
     *
     * @param args {@code --only NAME,... --rounds 5 --seconds 1 --warmup 3 --clock cpu|wall --polls-off --luajit
     *     luajit --sources FOLDER --worker FILE}
     */
    public static void main(String[] args) {
        UsageError.reportedBy("compare", () -> compare(Options.parse(args, NAMED, FLAGS)));
    }

    private static void compare(Options options) {
        LuaComparison comparison = new LuaComparison(options);
        try {
            comparison.run();
        } finally {
            comparison.close();
        }
    }

    /** Has the other side's program say its version, before anything else is started. */
    private void findLuaJit() {
        String program = options.text("luajit", "luajit");
        try {
            Process process =
                    new ProcessBuilder(program, "-v").redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (said.startsWith("LuaJIT")) {
                return;
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new UsageError(
                "'" + program
                        + "' is no LuaJIT that can be run: install it (Debian has a package 'luajit'), or name it with --luajit FILE");
    }

    /** This JVM's command with all its flags, for a worker. */
    private static List<String> java(List<String> more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(more);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LuaWorker.class.getName()));
        return command;
    }

    private List<String> luajit() {
        return List.of(
                options.text("luajit", "luajit"),
                options.text("worker", "benchmarks/lua/worker.lua"),
                options.text("sources", "benchmarks/src/main/resources/lua"));
    }

    private void run() {
        for (Comparison comparison : comparisons) {
            progress("warming up " + comparison.name());
            measure(new Comparison(comparison.name(), OptionalDouble.empty()), warmup);
        }
        for (int round = 1; round <= rounds; round++) {
            for (Comparison comparison : comparisons) {
                progress("round " + round + " of " + rounds + ": " + comparison.name());
                measure(comparison, seconds);
            }
        }
        progress("");
        print();
    }

    private void measure(Comparison comparison, double seconds) {
        String name = comparison.name();
        Answer our = ours.measure(name, seconds, clock);
        Optional<Answer> their =
                Optional.ofNullable(luajits.get(name)).map(worker -> worker.measure(name, seconds, clock));
        comparison.take(our, their);
        unpolled.ifPresent(worker -> comparison.takeUnpolled(worker.measure(name, seconds, clock)));
    }

    /** One line of a terminal, written over again and again. */
    private void progress(String text) {
        if (options.flag("progress")) {
            System.err.printf("\r%-60s\r", text);
        }
    }

    private void print() {
        System.out.println("Java " + Runtime.version() + ", " + clock + " time, medians of the rounds");
        System.out.println(Comparison.head(polls));
        comparisons.forEach(comparison -> System.out.println(comparison.line(polls)));
        comparisons.forEach(comparison -> comparison.complaint().ifPresent(System.out::println));
    }

    private void close() {
        ours.close();
        unpolled.ifPresent(WorkerProcess::close);
        luajits.values().forEach(WorkerProcess::close);
    }
}
