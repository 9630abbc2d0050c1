package dev.cuprum.undertow.standalone.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An origin of bare sockets, for what no decent server does. */
final class RawOrigin implements AutoCloseable {

    /** What happens on a connection. */
    @FunctionalInterface
    interface Conversation {
        void hold(Socket socket, int number) throws IOException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();

    RawOrigin(Conversation conversation) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    int number = connections.incrementAndGet();
                    threads.execute(() -> hold(socket, number, conversation));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void hold(Socket socket, int number, Conversation conversation) {
        try (socket) {
            conversation.hold(socket, number);
        } catch (IOException e) {
            // the other side is gone
        }
    }

    /** Reads to the end of a request's header. */
    static String readHeader(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new IOException("closed");
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    int connections() {
        return connections.get();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
