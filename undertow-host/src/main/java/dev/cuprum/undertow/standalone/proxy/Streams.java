package dev.cuprum.undertow.standalone.proxy;

import io.undertow.connector.ByteBufferPool;
import io.undertow.util.Transfer;
import java.io.IOException;
import java.util.function.Consumer;
import org.xnio.ChannelListeners;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/** Copies from one channel to another as fast as both can, without blocking. */
final class Streams {

    private Streams() {}

    /**
     * Copies all there is and ends the sink.
     *
     * @param read called when the last byte was read, before the sink ends
     * @param done called when the last byte has left
     */
    static void copy(
            StreamSourceChannel source,
            StreamSinkChannel sink,
            ByteBufferPool buffers,
            Runnable read,
            Runnable done,
            Consumer<IOException> sourceBroken,
            Consumer<IOException> sinkBroken) {
        Transfer.initiateTransfer(
                source,
                sink,
                ChannelListeners.closingChannelListener(),
                drained -> {
                    read.run();
                    end(drained, done, sinkBroken);
                },
                (channel, e) -> sourceBroken.accept(e),
                (channel, e) -> sinkBroken.accept(e),
                buffers);
    }

    /** Ends a sink, and says so when the last byte has left. */
    static void end(StreamSinkChannel sink, Runnable done, Consumer<IOException> broken) {
        try {
            sink.shutdownWrites();
            if (sink.flush()) {
                done.run();
                return;
            }
        } catch (IOException e) {
            broken.accept(e);
            return;
        }
        sink.getWriteSetter()
                .set(ChannelListeners.<StreamSinkChannel>flushingChannelListener(
                        flushed -> {
                            flushed.suspendWrites();
                            done.run();
                        },
                        (channel, e) -> broken.accept(e)));
        sink.resumeWrites();
    }
}
