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

/**
 * Keeps the body of a response as long as it is not too large, alone or with those of other responses. Its lock guards what it
 * has kept and counted, as a client may still deliver when the body has been released.
 */
final class LimitedBody implements BodySubscriber<ByteBuffer> {

    private final long most;
    private final AtomicLong keptByAll;
    private final long mostOfAll;
    private final CompletableFuture<ByteBuffer> whole = new CompletableFuture<>();
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean released;
    private @Nullable Subscription subscription;

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
    }

    @Override
    public CompletionStage<ByteBuffer> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (!released && !whole.isDone()) {
                keep(buffer);
            }
        }
    }

    private void keep(ByteBuffer buffer) {
        int size = buffer.remaining();
        if (kept.size() + (long) size > most) {
            refuse("the body of the response is larger than " + most + " bytes");
        } else if (keptByAll.addAndGet(size) > mostOfAll) {
            keptByAll.addAndGet(-size);
            refuse("the responses that this node is receiving are too large together");
        } else {
            byte[] octets = new byte[size];
            buffer.get(octets);
            kept.writeBytes(octets);
        }
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
    public synchronized void onComplete() {
        whole.complete(ByteBuffer.wrap(kept.toByteArray()));
    }

    /** Keeps nothing any longer: the request has ended, one way or the other. */
    synchronized void release() {
        if (!released) {
            released = true;
            keptByAll.addAndGet(-kept.size());
            kept = new ByteArrayOutputStream();
        }
    }
}
