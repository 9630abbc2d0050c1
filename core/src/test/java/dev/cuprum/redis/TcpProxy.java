package dev.cuprum.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a node and Redis, and disturbs what goes through it. */
public final class TcpProxy implements AutoCloseable {

    private final int target;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private boolean held;
    private volatile boolean refuses;
    private volatile String swallowed = "";

    private TcpProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** A proxy before a server. */
    public static TcpProxy before(RedisServer server) {
        try {
            TcpProxy proxy = new TcpProxy(server.port());
            start(proxy::accept, "proxy");
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The address to use instead of the server's. */
    public String address() {
        return "redis://127.0.0.1:" + listener.getLocalPort();
    }

    /** Closes all connections, and takes none until {@link #mend}. */
    public void cut() {
        refuses = true;
        links.forEach(Link::close);
    }

    /** Takes connections again. */
    public void mend() {
        refuses = false;
    }

    /** Keeps what comes from either side, on connections that stay open, until {@link #release}. */
    public synchronized void hold() {
        held = true;
    }

    /** Lets what was kept go on. */
    public synchronized void release() {
        held = false;
        notifyAll();
    }

    /** Tells the clients of all connections that nothing more will come, and still takes what they send. */
    public void halfClose() {
        links.forEach(Link::halfClose);
    }

    /** Lets the next request with a text in it through, and loses its answer with the connection. */
    public void swallowAnswerTo(String text) {
        swallowed = text;
    }

    /** Whether an answer was swallowed. */
    public boolean hasSwallowed() {
        return swallowed.isEmpty();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = listener.accept();
                if (refuses) {
                    client.close();
                } else {
                    new Link(client, new Socket(InetAddress.getLoopbackAddress(), target)).start();
                }
            } catch (IOException e) { // The server may be down, which the client will notice.
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private synchronized void awaitRelease() throws InterruptedException {
        while (held) {
            wait();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        release();
        links.forEach(Link::close);
    }

    /** A connection of a client, and the one to the server that belongs to it. */
    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean loses;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() {
            links.add(this);
            TcpProxy.start(() -> pump(client, server), "proxy-requests");
            TcpProxy.start(() -> pump(server, client), "proxy-answers");
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[65_536];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    awaitRelease();
                    if (from == client) {
                        watch(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                    } else if (loses) {
                        break;
                    }
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) { // One of the two sides is gone: so is the link.
                links.remove(this);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close();
        }

        private void watch(String request) {
            String text = swallowed;
            if (!text.isEmpty() && request.contains(text)) {
                loses = true;
                swallowed = "";
            }
        }

        void halfClose() {
            try {
                client.shutdownOutput();
            } catch (IOException e) { // It is closed altogether.
                links.remove(this);
            }
        }

        void close() {
            links.remove(this);
            closeQuietly(client);
            closeQuietly(server);
        }

        private static void closeQuietly(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
