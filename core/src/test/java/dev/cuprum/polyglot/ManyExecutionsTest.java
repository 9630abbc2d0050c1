package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a million executions leave behind. */
@Isolated("asks how much memory there is in use")
final class ManyExecutionsTest {

    private static final int FIRST = 100_000;
    /** {@code cuprum.share} is the share of them where there is little time. */
    private static final int ALL = (int) (1_000_000 * Double.parseDouble(System.getProperty("cuprum.share", "1")));

    private static final int WAITING = 1_000;
    private static final double MOST_GROWTH = 1.05;
    /** What the JVM itself may have added meanwhile, as its profiles; less than anything that each execution would leave. */
    private static final long SLACK = 16 << 20;

    private static final String TOKEN =
            """
            export default ({ request, response, respond, ctx }) => {
              const token = request.query.get('token') ?? request.cookies.get('token');
              if (token !== 'token') {
                return respond(403);
              }
              ctx.checked = true;
              response.headers.set('set-cookie', 'token=token');
            };
            """;

    private static final String COUNT =
            """
            export default async ({ state, respond }) => {
              await new Promise((done) => setTimeout(done, 0));
              respond(String(await state.incr('seen', 1)), { status: 200 });
            };
            """;

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void leaveNoMoreThanTheFirstOnes() {
        try (Scripted units = new Scripted()) {
            ComputingUnit token = Scripted.unit(Phase.REWRITE, Scripted.ROOMY, TOKEN);
            ComputingUnit count = Scripted.unit(Phase.CONTENT, Scripted.ROOMY, COUNT);
            CompiledUnit checks = units.compile(token);
            CompiledUnit counts = units.compile(count);
            long early = 0;
            for (int i = 1; i <= ALL; i++) {
                Outcome outcome = units.run(token, checks, MemoryExchange.of("GET", "/?token=token"));
                assertThat(outcome).isSameAs(Outcome.Completed.INSTANCE);
                if (i % WAITING == 0) {
                    assertThat(units.run(count, counts, MemoryExchange.of("GET", "/")))
                            .isEqualTo(new Outcome.Exited(200));
                }
                if (i == FIRST) {
                    early = usedBytes();
                }
            }

            assertThat(usedBytes()).isLessThan((long) (early * MOST_GROWTH) + SLACK);
        }
    }
}
