package dev.cuprum.undertow.standalone.proxy;

import dev.cuprum.undertow.standalone.config.Target;
import io.undertow.UndertowOptions;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.UndertowClient;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** Makes connections to one origin, without ever blocking the thread they are for. */
final class Connector {

    /** Called once, on the thread the connection is for. */
    interface Result {
        void connected(ClientConnection connection);

        void failed(ConnectFailure failure);
    }

    private static final OptionMap OPTIONS = OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(UndertowOptions.ENABLE_HTTP2, false)
            .set(UndertowOptions.ENDPOINT_IDENTIFICATION_ALGORITHM, "HTTPS")
            .getMap();

    private final URI origin;
    private final long timeoutMillis;
    private final boolean named;
    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, 16 << 10);
    private final Optional<UndertowXnioSsl> ssl;

    Connector(Target.Proxy target) {
        origin = target.origin();
        timeoutMillis = target.connectTimeout().toMillis();
        named = !origin.getHost().matches("[0-9.]+|\\[.*");
        ssl = origin.getScheme().equals("https") ? Optional.of(ssl()) : Optional.empty();
    }

    private static UndertowXnioSsl ssl() {
        try {
            return new UndertowXnioSsl(Xnio.getInstance(), OptionMap.EMPTY, SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM cannot speak TLS", e);
        }
    }

    /** Connects, and calls back on {@code thread}. */
    void connect(XnioIoThread thread, Result result) {
        Attempt attempt = new Attempt(thread, result);
        if (!named) {
            attempt.open();
            return;
        }
        // a look-up can take seconds; done here, the JVM remembers it for the connection
        thread.getWorker().execute(() -> {
            try {
                InetAddress.getByName(origin.getHost());
                thread.execute(attempt::open);
            } catch (UnknownHostException e) {
                thread.execute(() -> attempt.fail(ConnectFailure.refused(e)));
            }
        });
    }

    /** One connection in the making; whichever of success, failure and timeout is first counts. */
    private final class Attempt implements ClientCallback<ClientConnection> {

        private final XnioIoThread thread;
        private final Result result;
        private final XnioExecutor.Key timeout;
        private boolean over;

        Attempt(XnioIoThread thread, Result result) {
            this.thread = thread;
            this.result = result;
            timeout = thread.executeAfter(
                    () -> fail(ConnectFailure.tooSlow(timeoutMillis)), timeoutMillis, TimeUnit.MILLISECONDS);
        }

        void open() {
            if (over) {
                return;
            }
            UndertowClient client = UndertowClient.getInstance();
            if (ssl.isPresent()) {
                client.connect(this, origin, thread, ssl.get(), buffers, OPTIONS);
            } else {
                client.connect(this, origin, thread, buffers, OPTIONS);
            }
        }

        @Override
        public void completed(ClientConnection connection) {
            onThread(() -> {
                if (over) {
                    IoUtils.safeClose(connection);
                    return;
                }
                over = true;
                timeout.remove();
                result.connected(connection);
            });
        }

        @Override
        public void failed(IOException e) {
            onThread(() -> fail(ConnectFailure.refused(e)));
        }

        void fail(ConnectFailure failure) {
            if (!over) {
                over = true;
                timeout.remove();
                result.failed(failure);
            }
        }

        private void onThread(Runnable action) {
            if (Thread.currentThread() == thread) {
                action.run();
            } else {
                thread.execute(action);
            }
        }
    }
}
