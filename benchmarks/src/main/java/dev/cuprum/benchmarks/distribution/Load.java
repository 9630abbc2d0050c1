package dev.cuprum.benchmarks.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a server over and over again, on one connection for each thread, and keeps how long each answer took. */
final class Load implements AutoCloseable {

    private static final byte[] REQUEST =
            "GET /x?token=token HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = 4_000_000;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread[] threads;
    private final int[][] micros;
    private final int[] counts;

    Load(int port, int connections) {
        threads = new Thread[connections];
        micros = new int[connections][MOST / connections];
        counts = new int[connections];
        for (int i = 0; i < connections; i++) {
            int number = i;
            threads[i] = new Thread(() -> run(port, number), "load-" + i);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    private void run(int port, int number) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[16_384];
            while (!over.get() && counts[number] < micros[number].length) {
                long start = System.nanoTime();
                socket.getOutputStream().write(REQUEST);
                readAnswer(in, buffer);
                micros[number][counts[number]++] = (int) ((System.nanoTime() - start) / 1_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer ends with the line that the server responds with. */
    private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
        int size = 0;
        do {
            int read = in.read(buffer, size, buffer.length - size);
            if (read < 0) {
                throw new IOException("the server has closed the connection");
            }
            size += read;
        } while (!endsWithHello(buffer, size));
    }

    private static boolean endsWithHello(byte[] buffer, int size) {
        return size > 6 && new String(buffer, size - 6, 6, StandardCharsets.US_ASCII).equals("hello\n");
    }

    /** Ends it; how long the answers took, in microseconds, in order. */
    int[] end() {
        close();
        int[] all = new int[Arrays.stream(counts).sum()];
        int at = 0;
        for (int i = 0; i < counts.length; i++) {
            System.arraycopy(micros[i], 0, all, at, counts[i]);
            at += counts[i];
        }
        Arrays.sort(all);
        return all;
    }

    @Override
    public void close() {
        over.set(true);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
