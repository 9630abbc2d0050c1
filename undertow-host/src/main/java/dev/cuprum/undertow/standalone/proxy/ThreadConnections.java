package dev.cuprum.undertow.standalone.proxy;

import io.undertow.client.ClientConnection;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;

/**
 * The connections of one I/O thread to one origin. All of it happens on that thread, so there are no locks.
 *
 * <p>A connection is open from the moment it is begun until it is closed; there are never more than {@code most}. Who
 * asks for one gets an idle one, else a new one, else waits its turn.
 */
final class ThreadConnections {

    private static final System.Logger LOG = System.getLogger("dev.cuprum.proxy");

    /** Someone who wants a connection. */
    interface Taker {
        /** Whether it no longer wants one. */
        boolean gone();

        /** Gets one. */
        void take(ClientConnection connection, boolean used);

        /** Gets none. */
        void refused(ConnectFailure failure);
    }

    private record Idle(ClientConnection connection, long since) {}

    /** Below what common servers keep a silent connection for, so that we are the one who closes. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final int MOST_WAITING = 1024;

    private final XnioIoThread thread;
    private final Connector connector;
    private final int most;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Deque<Taker> waiting = new ArrayDeque<>();
    private int open;
    private boolean sweeping;

    ThreadConnections(XnioIoThread thread, Connector connector, int most) {
        this.thread = thread;
        this.connector = connector;
        this.most = most;
    }

    /**
     * Gives a connection to the taker, now or later.
     *
     * @param fresh whether it must be a new one
     */
    void get(Taker taker, boolean fresh) {
        if (!fresh) {
            for (Idle last = idle.pollLast(); last != null; last = idle.pollLast()) {
                if (last.connection.isOpen() && System.nanoTime() - last.since < IDLE_NANOS) {
                    taker.take(last.connection, true);
                    return;
                }
                IoUtils.safeClose(last.connection);
            }
        } else if (open >= most && !idle.isEmpty()) {
            IoUtils.safeClose(idle.pollFirst().connection);
        }
        if (open < most) {
            connect(taker);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.addLast(taker);
        } else {
            taker.refused(ConnectFailure.TOO_MANY);
        }
    }

    /** Takes a connection back that can carry another request. */
    void giveBack(ClientConnection connection) {
        Taker next = nextWaiting();
        if (next != null && connection.isOpen()) {
            next.take(connection, true);
        } else if (connection.isOpen()) {
            idle.addLast(new Idle(connection, System.nanoTime()));
            sweepLater();
        }
    }

    private void connect(Taker taker) {
        open++;
        connector.connect(thread, new Connector.Result() {
            @Override
            public void connected(ClientConnection connection) {
                connection.addCloseListener(closed -> closedLater());
                if (taker.gone()) {
                    giveBack(connection);
                } else {
                    taker.take(connection, false);
                }
            }

            @Override
            public void failed(ConnectFailure failure) {
                if (!taker.gone()) {
                    taker.refused(failure);
                }
                closed();
            }
        });
    }

    private void closedLater() {
        try {
            thread.execute(this::closed);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.TRACE, "the thread ends with the server, and nobody waits for a connection any more", e);
        }
    }

    private void closed() {
        open--;
        Taker next = nextWaiting();
        if (next != null) {
            connect(next);
        }
    }

    private @Nullable Taker nextWaiting() {
        Taker next = waiting.pollFirst();
        while (next != null && next.gone()) {
            next = waiting.pollFirst();
        }
        return next;
    }

    private void sweepLater() {
        if (!sweeping) {
            sweeping = true;
            thread.executeAfter(this::sweep, IDLE_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void sweep() {
        sweeping = false;
        long now = System.nanoTime();
        while (!idle.isEmpty() && now - idle.peekFirst().since >= IDLE_NANOS) {
            IoUtils.safeClose(idle.pollFirst().connection);
        }
        if (!idle.isEmpty()) {
            sweepLater();
        }
    }
}
