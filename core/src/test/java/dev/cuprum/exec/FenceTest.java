package dev.cuprum.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.engine.LimitExceededError;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
        List<String> order = new CopyOnWriteArrayList<>();
        Thread closing = new Thread(() -> {
            fence.close();
            order.add("closed");
        });
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> fence.change(() -> {
            changing.countDown();
            // Looks all the time, as a fence waits for a second at most.
            while (closing.getState() != Thread.State.TIMED_WAITING && closing.getState() != Thread.State.TERMINATED) {
                Thread.onSpinWait();
            }
            order.add("changed");
        }));
        changing.await();
        closing.start();
        closing.join();
        change.join();

        assertThat(order).containsExactly("changed", "closed");
    }

    /** Which happens where the change itself is stuck, in an application's stream for instance. */
    @Test
    void isClosedAtLastThoughTheChangeUnderWayDoesNotFinish() throws Exception {
        CountDownLatch changing = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> fence.change(() -> {
            changing.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThatExceptionOfType(LimitExceededError.class).isThrownBy(() -> fence.change(() -> {}));
            assertThatExceptionOfType(LimitExceededError.class).isThrownBy(fence::check);
        }));
        changing.await();
        fence.close();

        assertThat(fence.closed()).isTrue();
        closed.countDown();
        change.join();
        assertThat(fence.closed()).isTrue();
        assertThatExceptionOfType(LimitExceededError.class).isThrownBy(() -> fence.change(() -> {}));
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
