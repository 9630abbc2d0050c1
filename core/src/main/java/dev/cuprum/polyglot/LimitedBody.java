package dev.cuprum.polyglot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Keeps the body of a response as long as it is not too large, alone or with those of other responses. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final long most;
    private final AtomicLong keptByAll;
    private final long mostOfAll;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;
    private volatile long counted;

    /**
     * A body.
     *
     * @param most how many bytes it may have
     * @param keptByAll how many bytes all bodies have that are being received
     * @param mostOfAll how many they may have
     */
    LimitedBody(long most, AtomicLong keptByAll, long mostOfAll) {
        this.most = most;
        this.keptByAll = keptByAll;
        this.mostOfAll = mostOfAll;
        whole.whenComplete((body, failure) -> keptByAll.addAndGet(-counted));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (!whole.isDone()) {
                keep(buffer);
            }
        }
    }

    private void keep(ByteBuffer buffer) {
        int size = buffer.remaining();
        if (kept.size() + (long) size > most) {
            refuse("the body of the response is larger than " + most + " bytes");
            return;
        }
        counted += size;
        if (keptByAll.addAndGet(size) > mostOfAll) {
            refuse("the responses that this node is receiving are too large together");
            return;
        }
        byte[] octets = new byte[size];
        buffer.get(octets);
        kept.writeBytes(octets);
    }

    private void refuse(String reason) {
        whole.completeExceptionally(new IOException(reason));
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(kept.toByteArray());
    }
}
