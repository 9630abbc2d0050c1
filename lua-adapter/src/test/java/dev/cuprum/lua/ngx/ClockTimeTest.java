package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Execution;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.compiler.FrontEnd;
import dev.cuprum.lua.lib.ModuleFiles;
import dev.cuprum.lua.lib.StandardLibraries;
import dev.cuprum.lua.runtime.Libraries;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaValue;

final class ClockTimeTest {

    private final AtomicLong millis = new AtomicLong();

    /** Goes on by a second and a half each time it is read. */
    private final InstantSource clock = () -> Instant.ofEpochMilli(millis.addAndGet(1500));

    private final Libraries libraries =
            StandardLibraries.with(clock, NgxApi.globals(clock), Map.of(), ModuleFiles.NONE);

    private String run(String code) throws Exception {
        ComputingUnit unit =
                ComputingUnit.builder(UnitId.of("unit"), Phase.CONTENT, code).build();
        Budget budget = new Budget();
        Execution execution =
                new Execution(unit, MemoryExchange.of("GET", "/"), budget, (of, on, level, message) -> {});
        var chunk = FrontEnd.unit(code, "=unit");
        budget.start(Limits.DEFAULT);
        try (LuaRun run = LuaRun.begin(execution, libraries)) {
            return chunk.code().open(budget, run.globals()).call(LuaValue.NIL).tojstring();
        } finally {
            budget.stop();
        }
    }

    @Test
    void standsStillUntilAUnitUpdatesIt() throws Exception {
        String code = "local a, b = ngx.now(), ngx.time() ngx.update_time() return a .. ' ' .. b .. ' ' .. ngx.now()";

        assertThat(run(code)).isEqualTo("1.5 1 3");
    }

    @Test
    void isReadAnewByEachExecution() throws Exception {
        assertThat(run("return ngx.now()")).isEqualTo("1.5");
        assertThat(run("return ngx.utctime()")).isEqualTo("1970-01-01 00:00:03");
    }
}
