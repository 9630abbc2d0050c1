package dev.cuprum.undertow.standalone.proxy;

import dev.cuprum.undertow.EdgeHandler;
import dev.cuprum.undertow.ErrorPage;
import dev.cuprum.undertow.Upstream;
import dev.cuprum.undertow.standalone.config.Target;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.client.ClientResponse;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * One request's way to an origin and back. All of it happens on the I/O thread of the exchange.
 *
 * <p>The call is over when the exchange has completed, which the exchange itself tells. The connection carries another
 * request if by then both directions have come to their end; else it is closed. A request that was sent on a used
 * connection which then closes without an answer is sent once more on a new one, if it is safe to.
 */
final class OriginCall implements ThreadConnections.Taker {

    private static final Logger LOG = System.getLogger("dev.cuprum.proxy");
    private static final Set<HttpString> REPEATABLE =
            Set.of(Methods.GET, Methods.HEAD, Methods.OPTIONS, Methods.PUT, Methods.DELETE);

    private final Target.Proxy target;
    private final HttpServerExchange exchange;
    private final ClientRequest request;
    private final ThreadConnections connections;
    private final boolean bodiless;
    private final ProgressMeter progress;
    private final Upstream upstream;
    private @Nullable ClientConnection connection;
    private XnioExecutor.@Nullable Key timer;
    private boolean used;
    private boolean answered;
    private boolean requestSent;
    private boolean responseRead;
    private boolean over;

    OriginCall(Target.Proxy target, HttpServerExchange exchange, ClientRequest request, ThreadConnections connections) {
        this.target = target;
        this.exchange = exchange;
        this.request = request;
        this.connections = connections;
        OptionalLong held = EdgeHandler.heldBody(exchange);
        bodiless = held.isPresent() ? held.getAsLong() == 0 : exchange.isRequestComplete();
        progress = new ProgressMeter(exchange);
        upstream = Upstream.begin(exchange, address(target));
    }

    private static String address(Target.Proxy target) {
        int port = target.origin().getPort();
        boolean secure = target.origin().getScheme().equals("https");
        return target.origin().getHost() + ":" + (port >= 0 ? port : secure ? 443 : 80);
    }

    void start() {
        exchange.addExchangeCompleteListener((ended, next) -> {
            try {
                onIoThread(this::finish);
            } finally {
                next.proceed();
            }
        });
        schedule();
        connections.get(this, false);
    }

    @Override
    public boolean gone() {
        return over;
    }

    @Override
    public void take(ClientConnection taken, boolean used) {
        this.connection = taken;
        this.used = used;
        upstream.connected();
        taken.sendRequest(request, new ClientCallback<>() {
            @Override
            public void completed(ClientExchange call) {
                sent(call, taken);
            }

            @Override
            public void failed(IOException e) {
                broken(taken, e);
            }
        });
    }

    @Override
    public void refused(ConnectFailure failure) {
        fail(failure.status(), failure.reason());
    }

    private void sent(ClientExchange call, ClientConnection on) {
        call.setResponseListener(new ClientCallback<>() {
            @Override
            public void completed(ClientExchange result) {
                answer(result, on);
            }

            @Override
            public void failed(IOException e) {
                broken(on, e);
            }
        });
        if (bodiless) {
            Streams.end(call.getRequestChannel(), () -> requestSent = true, e -> broken(on, e));
        } else {
            Streams.copy(
                    exchange.getRequestChannel(),
                    call.getRequestChannel(),
                    exchange.getConnection().getByteBufferPool(),
                    () -> {},
                    () -> requestSent = true,
                    this::clientBroken,
                    e -> broken(on, e));
        }
    }

    private void answer(ClientExchange result, ClientConnection on) {
        if (over || on != connection) {
            return;
        }
        answered = true;
        ClientResponse response = result.getResponse();
        upstream.answered(response.getResponseCode(), response.getResponseHeaders());
        exchange.setStatusCode(response.getResponseCode());
        if (!response.getStatus().isEmpty()) {
            exchange.setReasonPhrase(response.getStatus());
        }
        ForwardedFields.response(response.getResponseHeaders(), exchange.getResponseHeaders());
        EdgeHandler.beforeResponse(exchange, () -> send(result, on));
    }

    private void send(ClientExchange result, ClientConnection on) {
        if (over || on != connection) {
            return;
        }
        Streams.copy(
                result.getResponseChannel(),
                exchange.getResponseChannel(),
                exchange.getConnection().getByteBufferPool(),
                () -> {
                    responseRead = true;
                    upstream.ended();
                },
                exchange::endExchange,
                e -> broken(on, e),
                this::clientBroken);
    }

    /** The connection to the origin broke, or was closed before there was an answer. */
    private void broken(ClientConnection which, IOException e) {
        IoUtils.safeClose(which);
        if (over || which != connection) {
            return;
        }
        if (used && bodiless && !answered && REPEATABLE.contains(exchange.getRequestMethod())) {
            connection = null;
            connections.get(this, true);
        } else {
            fail(StatusCodes.BAD_GATEWAY, "the connection broke: " + e);
        }
    }

    private void clientBroken(IOException e) {
        if (over) {
            return;
        }
        if (e instanceof RequestTooBigException && !answered) {
            exchange.setPersistent(false);
            closeConnection();
            ErrorPage.send(exchange, StatusCodes.REQUEST_ENTITY_TOO_LARGE);
        } else {
            LOG.log(Level.DEBUG, "a client went away", e);
            closeConnection();
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    private void fail(int status, String reason) {
        if (over) {
            return;
        }
        LOG.log(
                Level.WARNING,
                "{0}://{1}: {2} ({3} {4})",
                target.origin().getScheme(),
                target.origin().getRawAuthority(),
                reason,
                request.getMethod(),
                request.getPath());
        closeConnection();
        ErrorPage.send(exchange, status);
        stopTimer();
    }

    private void finish() {
        over = true;
        stopTimer();
        ClientConnection mine = connection;
        connection = null;
        if (mine == null) {
            return;
        }
        if (requestSent && responseRead && mine.isOpen() && !mine.isUpgraded()) {
            connections.giveBack(mine);
        } else {
            IoUtils.safeClose(mine);
        }
    }

    private void closeConnection() {
        ClientConnection mine = connection;
        connection = null;
        IoUtils.safeClose(mine);
    }

    /** Looks, as often as the timeout is long, whether anything has moved since. */
    private void schedule() {
        long millis = target.timeout().toMillis();
        timer = exchange.getIoThread()
                .executeAfter(
                        () -> {
                            if (over) {
                                return;
                            }
                            if (progress.moved()) {
                                schedule();
                            } else {
                                fail(StatusCodes.GATEWAY_TIME_OUT, "silent for " + millis + " ms (timeoutMs)");
                            }
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    private void stopTimer() {
        XnioExecutor.Key key = timer;
        timer = null;
        if (key != null) {
            key.remove();
        }
    }

    private void onIoThread(Runnable action) {
        if (exchange.isInIoThread()) {
            action.run();
        } else {
            exchange.getIoThread().execute(action);
        }
    }
}
