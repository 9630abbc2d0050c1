package dev.cuprum.lua.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random programs do here what they do in LuaJIT. {@code -Dcuprum.programs} is how many, {@code -Dcuprum.seed} the first
 * one's seed, or {@code -Dcuprum.first} for these programs alone. They are the same in each build, for a build is to fail by what was changed; {@code -Dcuprum.seed=random} makes
 * others. What the seed was is printed, and said where one fails.
 */
@Tag("brief")
final class RandomProgramsTest {

    private static final int PROGRAMS = Integer.getInteger("cuprum.programs", 20_000);
    private static final long SEED = seed(System.getProperty("cuprum.first", System.getProperty("cuprum.seed", "1")));

    /** How many programs a unit has, and how many units an original is given at once. */
    private static final int IN_UNIT = 25;

    private static final int UNITS = 20;

    private final Original luaJit = Original.luaJit();

    @Test
    @Timeout(1_000)
    void doWhatTheyDoInLuaJit() {
        assumeTrue(luaJit.isInstalled(), "luajit is not installed");
        System.out.println("-Dcuprum.seed=" + SEED + " -Dcuprum.programs=" + PROGRAMS);
        LongStream.iterate(SEED, seed -> seed < SEED + PROGRAMS, seed -> seed + IN_UNIT * UNITS)
                .boxed()
                .toList()
                .parallelStream()
                .forEach(this::compare);
    }

    @Test
    void aSeedAlwaysMakesTheSameProgram() {
        assertThat(Statement.text(RandomPrograms.program(1))).isEqualTo(Statement.text(RandomPrograms.program(1)));
    }

    static long seed(String given) {
        return given.equals("random") ? new Random().nextInt(Integer.MAX_VALUE) : Long.parseLong(given);
    }

    private void compare(long seed) {
        long units = Math.min(UNITS, (SEED + PROGRAMS - seed + IN_UNIT - 1) / IN_UNIT);
        List<String> sources = LongStream.range(0, units)
                .mapToObj(unit -> RandomPrograms.source(programs(seed + unit * IN_UNIT)))
                .toList();
        try {
            List<String> expected = luaJit.outputs(sources);
            for (int i = 0; i < sources.size(); i++) {
                if (!Agreement.between(sources.get(i), expected.get(i), Snippets.output(sources.get(i)))) {
                    report(seed + (long) i * IN_UNIT);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<Statement>> programs(long first) {
        return LongStream.range(first, Math.min(first + IN_UNIT, SEED + PROGRAMS))
                .mapToObj(RandomPrograms::program)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Finds the program of a unit that differs, and makes it small. */
    private void report(long first) throws IOException {
        for (long seed = first; seed < Math.min(first + IN_UNIT, SEED + PROGRAMS); seed++) {
            List<Statement> program = RandomPrograms.program(seed);
            String source = RandomPrograms.source(List.of(program));
            if (!Agreement.between(source, luaJit.outputs(List.of(source)).get(0), Snippets.output(source))) {
                List<Statement> small = new Shrinker(luaJit).shrink(program);
                String smallSource = RandomPrograms.source(List.of(small));
                fail("-Dcuprum.seed=" + seed + " -Dcuprum.programs=1\n" + Statement.text(program) + "\nmade smaller:\n"
                        + Statement.text(small) + "\nLuaJIT:\n"
                        + luaJit.outputs(List.of(smallSource)).get(0) + "\nhere:\n" + Snippets.output(smallSource));
            }
        }
        String together = RandomPrograms.source(programs(first));
        fail("-Dcuprum.seed=" + first + " -Dcuprum.programs=" + IN_UNIT
                + " differ together and not one by one\nLuaJIT:\n"
                + luaJit.outputs(List.of(together)).get(0) + "\nhere:\n" + Snippets.output(together));
    }
}
