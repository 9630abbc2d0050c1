package dev.cuprum.lua.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cuprum.lua.TestUnits;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random programs do here what they do in LuaJIT also when HotSpot has compiled them with all it knows about them, and
 * when places that read fields have found them before. {@code -Dcuprum.seed} is the first one's seed.
 */
final class HotProgramsTest {

    private static final long SEED = RandomProgramsTest.seed(System.getProperty("cuprum.seed", "1"));
    private static final int UNITS = Integer.getInteger("cuprum.hot", 40);
    private static final int IN_UNIT = 4;
    private static final int RUNS = 250;

    @Test
    void doTheSameEachTime() throws IOException {
        Original luaJit = Original.luaJit();
        assumeTrue(luaJit.isInstalled(), "luajit is not installed");
        System.out.println("-Dcuprum.seed=" + SEED + " -Dcuprum.hot=" + UNITS);
        List<String> sources =
                LongStream.range(0, UNITS).mapToObj(HotProgramsTest::source).toList();
        List<String> expected = luaJit.outputs(sources);
        for (int i = 0; i < UNITS; i++) {
            String source = sources.get(i);
            String original = expected.get(i);
            assertThat(TestUnits.contents(Snippets.withPrelude(source), RUNS))
                    .as("-Dcuprum.seed=%d -Dcuprum.hot=1\n%s", SEED + (long) i * IN_UNIT, source)
                    .allSatisfy(ours -> assertThat(Agreement.between(source, original, ours))
                            .as("LuaJIT:\n%s\nhere:\n%s", original, ours)
                            .isTrue());
        }
    }

    private static String source(long unit) {
        long first = SEED + unit * IN_UNIT;
        return RandomPrograms.source(LongStream.range(first, first + IN_UNIT)
                .mapToObj(RandomPrograms::program)
                .toList());
    }
}
