package dev.cuprum.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cuprum.engine.LimitExceededError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class FenceTest {

    private final Fence fence = new Fence();

    @Test
    void letsChangesPassThatArePartsOfOthers() {
        assertThat(fence.<String>changed(() -> fence.changed(() -> "inner"))).isEqualTo("inner");
        fence.close();
        assertThat(fence.closed()).isTrue();
    }

    @Test
    void letsNothingPassOnceItIsClosed() {
        fence.close();
        fence.close();

        assertThatExceptionOfType(LimitExceededError.class).isThrownBy(fence::check);
        assertThatExceptionOfType(LimitExceededError.class).isThrownBy(() -> fence.change(() -> {}));
    }

    @Test
    void isClosedWhenTheChangeUnderWayIsFinished() throws Exception {
        CountDownLatch changing = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        StringBuilder order = new StringBuilder();
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> fence.change(() -> {
            changing.countDown();
            await().until(() -> finish.getCount() == 0);
            order.append("changed ");
        }));
        changing.await();
        Thread closing = new Thread(() -> {
            fence.close();
            order.append("closed");
        });
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        finish.countDown();
        closing.join();
        change.join();

        assertThat(order).hasToString("changed closed");
    }

    @Test
    void isFreeAfterAChangeThatFails() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> fence.change(() -> {
                    throw new IllegalStateException("on purpose");
                }));
        fence.close();
        assertThat(fence.closed()).isTrue();
    }
}
