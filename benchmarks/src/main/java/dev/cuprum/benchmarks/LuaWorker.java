package dev.cuprum.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.lua.LuaEngine;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Our side of a comparison: a process that takes lines {@code NAME SECONDS CLOCK} and answers each with {@code ok
 * NANOSECONDS-PER-CALL RESULT}, or with {@code absent}. It stays alive between them, and so stays warm.
 */
public final class LuaWorker {

    /** What is measured beside the sources, and has no other side. */
    static final List<String> COSTS = List.of("environment", "execution", "compile-50", "compile-10000");

    private static final long BATCH_NANOS = 20_000_000;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Some calls of what is measured; returns the result of the last. */
    private interface Work {
        String run(long calls);
    }

    private final LuaCalls calls = new LuaCalls();
    private final LuaEngine engine = new LuaEngine();
    private final Map<String, Work> works = new HashMap<>();
    private final Map<String, Long> batches = new HashMap<>();

    private LuaWorker() {}

    /**
     * Serves standard input until its end.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        LuaWorker worker = new LuaWorker();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(worker.answer(line.split(" ")));
        }
    }

    private String answer(String[] request) {
        try {
            return measure(request[0], Double.parseDouble(request[1]), request[2].equals("cpu"));
        } catch (RuntimeException e) {
            return "error " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    private String measure(String name, double seconds, boolean cpu) {
        Work work = works.computeIfAbsent(name, this::prepare);
        if (work.run(1).equals(LuaCalls.ABSENT)) {
            return LuaCalls.ABSENT;
        }
        long batch = batches.getOrDefault(name, 1L);
        long done = 0;
        String result = "";
        long start = cpu ? SYSTEM.getProcessCpuTime() : System.nanoTime();
        long begin = System.nanoTime();
        long now = begin;
        while (now - begin < seconds * 1e9) {
            result = work.run(batch);
            done += batch;
            long before = now;
            now = System.nanoTime();
            if (now - before < BATCH_NANOS / 2) {
                batch *= 2;
            } else if (now - before > BATCH_NANOS * 4) {
                batch = Math.max(1, batch / 2);
            }
        }
        long used = (cpu ? SYSTEM.getProcessCpuTime() : System.nanoTime()) - start;
        batches.put(name, batch);
        return String.format(Locale.ROOT, "ok %.3f %s", (double) used / done, result);
    }

    private Work prepare(String name) {
        return switch (name) {
            case "environment" -> environment();
            case "execution" -> execution(name);
            case "compile-50" -> compilation(50);
            case "compile-10000" -> compilation(10_000);
            default ->
                source(LuaSource.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("there is no source '" + name + "'")));
        };
    }

    private Work source(LuaSource source) {
        calls.publish(source.wireName(), source.unit());
        return n -> calls.run(source.wireName(), n);
    }

    private Work environment() {
        EmptyUnit empty = new EmptyUnit(engine);
        return n -> {
            for (long i = 0; i < n; i++) {
                empty.run();
            }
            return "";
        };
    }

    private Work execution(String name) {
        calls.publish(name, "return");
        return n -> {
            for (long i = 0; i < n; i++) {
                calls.run(name, 1);
            }
            return "";
        };
    }

    private Work compilation(int lines) {
        ComputingUnit unit = ComputingUnit.of("generated", Phase.CONTENT, GeneratedUnits.ofLines(lines));
        return n -> {
            try {
                for (long i = 0; i < n; i++) {
                    engine.compile(unit);
                }
                return "";
            } catch (CompilationException e) {
                throw new IllegalStateException(e.describe(), e);
            }
        };
    }
}
