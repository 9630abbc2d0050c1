package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The classes of a version of a unit come and go with it. */
final class LoadersTest {

    private static final int VERSIONS = 50;

    private final LuaEngine engine = new LuaEngine();

    private LuaUnit version(int number) throws CompilationException {
        String code = "local function twice(x) return 2 * x end local t = {} for i = 1, 100 do t[i] = twice(i) end "
                + "local w = coroutine.wrap(function() coroutine.yield(t) end) w() "
                + "version = loadstring('return " + number + "')() ngx.ctx.f = twice return version";
        ComputingUnit unit = unit(code);
        LuaUnit compiled = (LuaUnit) engine.compile(unit);
        Budget budget = new Budget();
        budget.start(TestUnits.ROOMY);
        Outcome outcome = compiled.run(
                new Execution(unit, MemoryExchange.of("GET", "/"), budget, (of, exchange, level, message) -> {}));
        budget.stop();
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return compiled;
    }

    private static ComputingUnit unit(String code) {
        return ComputingUnit.builder(UnitId.of("unit"), Phase.ACCESS, code)
                .limits(TestUnits.ROOMY)
                .build();
    }

    private static ClassLoader loader(LuaUnit unit) {
        return unit.code().getClass().getClassLoader();
    }

    @Test
    void eachVersionHasALoaderOfItsOwn() throws CompilationException {
        ClassLoader first = loader(version(1));
        ClassLoader again = loader(version(1));

        assertThat(first).isNotSameAs(again).isNotSameAs(LuaUnit.class.getClassLoader());
    }

    @Test
    void theClassesOfReplacedVersionsAreCollected() throws CompilationException {
        List<WeakReference<ClassLoader>> replaced = new ArrayList<>();
        LuaUnit current = version(0);
        for (int i = 1; i <= VERSIONS; i++) {
            replaced.add(new WeakReference<>(loader(current)));
            current = version(i);
        }

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            System.gc();
            assertThat(replaced).allMatch(loader -> loader.refersTo(null));
        });
        assertThat(loader(current)).isNotNull();
    }
}
