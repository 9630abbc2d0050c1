package dev.cuprum.benchmarks;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.LuaEngine;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What units ask {@code ngx} for most, each in a loop of a unit, so that the time is that of one turn. {@code
 * lua/ngx-loops.lua} does the same in nginx.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NgxBenchmark {

    private static final int TURNS = 1000;
    private static final Limits LIMITS = Limits.of(60_000, 1024);

    /** What is done in each turn. */
    @Param({
        "x = ngx.var.uri",
        "x = ngx.var.arg_a",
        "x = ngx.var.http_user_agent",
        "ngx.header['X-A'] = 'value'",
        "x = ngx.header['X-A']",
        "x = ngx.req.get_headers()",
        "x = ngx.req.get_uri_args()",
        "x = ngx.req.get_method()",
        "ngx.ctx.x = i",
        "ngx.status = 201",
        "x = ngx.re.match('/api/v2/users/123456/', [[^/api/v(\\d+)/users/(\\d+)/?$]], 'jo')",
        "x = ngx.re.match('theme=dark; lang=en-US; session=3f2a9c8e; tz=UTC', [[(?:^|;\\s*)session=([^;]+)]], 'jo')"
    })
    public String turn = "x = ngx.var.uri";

    private final Budget budget = new Budget();
    private final MemoryExchange exchange = MemoryExchange.of("GET", "/path/to?a=1&b=2&c=x%20y")
            .header("Host", "127.0.0.1:8080")
            .header("User-Agent", "Mozilla/5.0 test")
            .header("Accept", "*/*")
            .header("Accept-Encoding", "gzip")
            .header("Cookie", "a=b; c=d")
            .header("X-Request", "12345");

    private ComputingUnit unit = unit("return");
    private @Nullable CompiledUnit compiled;

    private static ComputingUnit unit(String code) {
        return ComputingUnit.builder(UnitId.of("loop"), Phase.ACCESS, code)
                .limits(LIMITS)
                .build();
    }

    /** Compiles the unit. */
    @Setup
    public void compile() throws CompilationException {
        unit = unit("local x for i = 1, " + TURNS + " do " + turn + " end return x");
        compiled = new LuaEngine().compile(unit);
    }

    /** All turns. */
    @Benchmark
    @OperationsPerInvocation(TURNS)
    public Outcome turn() {
        budget.start(LIMITS);
        try {
            return Objects.requireNonNull(compiled)
                    .run(new Execution(unit, exchange, budget, (u, e, level, message) -> {}));
        } finally {
            budget.stop();
        }
    }
}
