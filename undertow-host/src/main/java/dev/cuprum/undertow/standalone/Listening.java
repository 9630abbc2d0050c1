package dev.cuprum.undertow.standalone;

import dev.cuprum.undertow.HeaderTee;
import dev.cuprum.undertow.standalone.config.Address;
import dev.cuprum.undertow.standalone.config.KeyStores;
import dev.cuprum.undertow.standalone.config.Tls;
import io.undertow.UndertowOptions;
import io.undertow.conduits.IdleTimeoutConduit;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.OpenListener;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import io.undertow.server.protocol.http2.Http2UpgradeHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.Option;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.SslConnection;

/**
 * Some threads and the sockets they serve. Opens listeners itself, rather than through Undertow's own builder, so that
 * it can stop accepting connections while those it has go on.
 */
final class Listening implements AutoCloseable {

    private static final Logger LOG = System.getLogger("dev.cuprum.server");

    private final XnioWorker worker;
    private final OptionMap options;
    private final Duration idle;
    private final OptionMap socketOptions;
    private final ByteBufferPool buffers;
    private final List<OpenListener> openers = new ArrayList<>();
    private final List<AcceptingChannel<?>> channels = new ArrayList<>();
    private volatile BooleanSupplier wantsHeads = () -> false;

    private Listening(XnioWorker worker, OptionMap options, Duration idle) {
        this.worker = worker;
        this.options = options;
        this.idle = idle;
        socketOptions = Tuning.socketOptions(worker.getIoThreadCount());
        // 16 KiB, direct, whatever Undertow would make of the size of the heap
        buffers = new DefaultByteBufferPool(true, 16 << 10, -1, 4);
    }

    /**
     * Starts the threads.
     *
     * @param name what the threads are called
     * @param options how HTTP is spoken
     * @param idle how long a connection may stand still, in both directions, before it is closed
     */
    static Listening start(String name, int ioThreads, int workerThreads, OptionMap options, Duration idle) {
        try {
            XnioWorker worker = Xnio.getInstance(Listening.class.getClassLoader())
                    .createWorker(Tuning.workerOptions(name, ioThreads, workerThreads));
            return new Listening(worker, options, idle);
        } catch (IOException e) {
            throw new ListenException("the threads of the " + name + " cannot start: " + e, e);
        }
    }

    /** Has connections keep the heads of their requests as they come, where that is wanted when one is accepted. */
    void keepHeads(BooleanSupplier wanted) {
        wantsHeads = wanted;
    }

    /**
     * Opens a listener for HTTP/1.1 and, if {@code http2}, for HTTP/2 with clients that know of it or upgrade to it.
     *
     * @param role whom it is for, as an error says it
     * @param option how to choose another address, as an error says it
     * @return where it listens
     */
    InetSocketAddress http(Address address, boolean http2, HttpHandler root, String role, String option) {
        OptionMap spoken = with(UndertowOptions.ENABLE_HTTP2, http2);
        HttpOpenListener opener = new HttpOpenListener(buffers, spoken);
        opener.setRootHandler(http2 ? new Http2UpgradeHandler(root) : root);
        openers.add(opener);
        ChannelListener<AcceptingChannel<StreamConnection>> accept =
                ChannelListeners.openListenerAdapter(timed(opener));
        return open(address, role, option, at -> worker.createStreamConnectionServer(at, accept, socketOptions));
    }

    /** Opens a listener for HTTP/1.1 and HTTP/2 over TLS, chosen by ALPN. */
    InetSocketAddress https(Tls tls, HttpHandler root) {
        OptionMap spoken = with(UndertowOptions.ENABLE_HTTP2, true);
        HttpOpenListener http1 = new HttpOpenListener(buffers, spoken);
        http1.setRootHandler(root);
        Http2OpenListener http2 = new Http2OpenListener(buffers, spoken);
        http2.setRootHandler(root);
        AlpnOpenListener opener = new AlpnOpenListener(buffers, spoken, http1);
        opener.addProtocol(Http2OpenListener.HTTP2, http2, 10);
        openers.add(opener);
        UndertowXnioSsl ssl = new UndertowXnioSsl(
                worker.getXnio(),
                OptionMap.create(Options.USE_DIRECT_BUFFERS, true),
                KeyStores.context(tls.keyStore(), tls.password()));
        ChannelListener<AcceptingChannel<SslConnection>> accept = channel -> accept(channel, timed(opener));
        return open(
                tls.listen(),
                "the edge with TLS",
                "'tls.listen' in the configuration",
                at -> ssl.createSslConnectionServer(worker, at, accept, socketOptions));
    }

    private static void accept(AcceptingChannel<SslConnection> channel, ChannelListener<StreamConnection> opener) {
        try {
            SslConnection connection = channel.accept();
            if (connection != null) {
                ChannelListeners.invokeChannelListener(connection, opener);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a connection could not be accepted: {0}", e.toString());
        }
    }

    /**
     * Closes connections that stand still, before anything is said on them. Undertow has an option for this, but never
     * sets the clock of what the option installs.
     */
    private ChannelListener<StreamConnection> timed(ChannelListener<StreamConnection> opener) {
        return connection -> {
            IdleTimeoutConduit clock = new IdleTimeoutConduit(connection);
            clock.setIdleTimeout(idle.toMillis());
            connection.getSourceChannel().setConduit(clock);
            connection.getSinkChannel().setConduit(clock);
            if (wantsHeads.getAsBoolean()) {
                HeaderTee.on(connection);
            }
            opener.handleEvent(connection);
        };
    }

    /** Opens a socket. */
    @FunctionalInterface
    private interface Opener {
        AcceptingChannel<?> open(InetSocketAddress at) throws IOException;
    }

    private InetSocketAddress open(Address address, String role, String option, Opener opener) {
        InetSocketAddress at = address.toSocketAddress();
        String failed = role + " cannot listen on " + address + ": ";
        if (at.isUnresolved()) {
            throw new ListenException(
                    failed + "the host is unknown; choose another with " + option, new BindException());
        }
        try {
            AcceptingChannel<?> channel = opener.open(at);
            channels.add(channel);
            channel.resumeAccepts();
            return channel.getLocalAddress(InetSocketAddress.class);
        } catch (BindException e) {
            boolean inUse = String.valueOf(e.getMessage()).contains("in use");
            String why = inUse ? "something else listens there already" : String.valueOf(e.getMessage());
            throw new ListenException(failed + why + "; choose another address with " + option, e);
        } catch (IOException e) {
            throw new ListenException(failed + e + "; choose another address with " + option, e);
        }
    }

    private <T> OptionMap with(Option<T> option, T value) {
        return OptionMap.builder().addAll(options).set(option, value).getMap();
    }

    /** Closes the listening sockets; the connections there are go on. */
    void stopAccepting() {
        channels.forEach(IoUtils::safeClose);
    }

    /** Closes everything, and waits a little for the threads to end. */
    @Override
    public void close() {
        stopAccepting();
        openers.forEach(OpenListener::closeConnections);
        worker.shutdown();
        try {
            if (!worker.awaitTermination(1, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
        buffers.close();
    }
}
