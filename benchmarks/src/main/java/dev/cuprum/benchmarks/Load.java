package dev.cuprum.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server over and over again on several connections, and keeps how long each answer took. One thread serves all
 * connections: as many threads would keep each other, and the server, from the processors.
 */
public final class Load implements AutoCloseable {

    private static final byte[] REQUEST =
            "GET /x?token=token HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = 4_000_000;

    private final Thread thread;
    private final int[] micros = new int[MOST];
    private int count;
    private volatile boolean over;
    private volatile @Nullable IOException failure;

    /** A connection, and when it asked last. */
    private static final class Client {

        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(16_384);
        private long asked;

        Client(int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
        }

        void ask() throws IOException {
            answer.clear();
            asked = System.nanoTime();
            if (channel.write(ByteBuffer.wrap(REQUEST)) < REQUEST.length) {
                throw new IOException("a request was not taken at once");
            }
        }

        /** Reads what has come; whether that is all of the answer, which ends with the line of the server's route. */
        boolean isAnswered() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("the server has closed the connection");
            }
            int size = answer.position();
            return size > 6 && new String(answer.array(), size - 6, 6, StandardCharsets.US_ASCII).equals("hello\n");
        }
    }

    /**
     * Begins.
     *
     * @param port where the server listens on loopback
     * @param connections how many there are
     */
    public Load(int port, int connections) {
        thread = new Thread(() -> run(port, connections), "load");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(int port, int connections) {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                Client client = new Client(port);
                client.channel.register(selector, SelectionKey.OP_READ, client);
                client.ask();
            }
            while (!over && count < MOST) {
                selector.select(key -> take((Client) key.attachment()), 100);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            failure = e;
        } catch (UncheckedIOException e) {
            failure = e.getCause();
        }
    }

    private void take(Client client) {
        try {
            if (client.isAnswered() && count < MOST) {
                micros[count++] = (int) ((System.nanoTime() - client.asked) / 1_000);
                client.ask();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it; how long the answers took, in microseconds, in order. */
    public int[] end() {
        close();
        IOException failed = failure;
        if (failed != null) {
            throw new UncheckedIOException(failed);
        }
        int[] all = Arrays.copyOf(micros, count);
        Arrays.sort(all);
        return all;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
