package dev.cuprum.undertow.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConcurrentWritersTest {

    private final ControlServer server = new ControlServer();
    private final ExecutorService writers = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        writers.shutdownNow();
        server.close();
    }

    private static String unit(String code) {
        return "{\"phase\":\"rewrite\",\"code\":\"" + code + "\"}";
    }

    /** Runs the calls at once and returns their statuses. */
    private List<Integer> together(List<Callable<Integer>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        List<Future<Integer>> futures = new ArrayList<>();
        for (Callable<Integer> call : calls) {
            futures.add(writers.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> future : futures) {
            statuses.add(future.get());
        }
        return statuses;
    }

    @Test
    void exactlyOneOfTwoWritersOfAVersionWins() throws Exception {
        String etag = server.put("a", unit("start")).etag();
        for (int round = 0; round < 50; round++) {
            String seen = etag;

            List<Integer> statuses = together(List.of(
                    () -> server.put("a", unit("one"), "If-Match", seen).status(),
                    () -> server.put("a", unit("two"), "If-Match", seen).status()));

            assertThat(statuses).containsExactlyInAnyOrder(200, 412);
            String winner = statuses.get(0) == 200 ? "one" : "two";
            assertThat(server.edge
                            .store()
                            .load()
                            .unit(UnitId.of("a"))
                            .orElseThrow()
                            .unit()
                            .code())
                    .isEqualTo(winner);
            etag = server.get("/api/units/a").etag();
        }
        assertThat(server.generation()).isEqualTo(51);
    }

    @Test
    void exactlyOneOfFourCreatesAUnit() throws Exception {
        for (int round = 0; round < 20; round++) {
            String id = "u" + round;
            Callable<Integer> put = () -> server.put(id, unit("x")).status();

            assertThat(together(List.of(put, put, put, put))).containsExactlyInAnyOrder(201, 200, 200, 200);
        }
        assertThat(server.generation()).isEqualTo(80);
    }

    @Test
    void exactlyOneOfTwoDeletes() throws Exception {
        for (int round = 0; round < 20; round++) {
            server.put("a", unit("x"));
            Callable<Integer> delete =
                    () -> server.call("DELETE", "/api/units/a", "").status();

            assertThat(together(List.of(delete, delete))).containsExactlyInAnyOrder(200, 404);
        }
    }
}
