package dev.cuprum.undertow.standalone;

import dev.cuprum.Edge;
import dev.cuprum.undertow.control.AdminToken;
import dev.cuprum.undertow.control.ControlHandler;
import dev.cuprum.undertow.standalone.config.Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;

/** The control plane of a server, on a listener and threads of its own. */
final class ControlPlane implements AutoCloseable {

    private static final Duration LONGEST_IDLE = Duration.ofSeconds(75);

    private final AdminToken token;
    private final Listening side;
    private final InetSocketAddress address;

    private ControlPlane(AdminToken token, Listening side, InetSocketAddress address) {
        this.token = token;
        this.side = side;
        this.address = address;
    }

    /**
     * Starts to listen.
     *
     * @throws ListenException where that cannot be
     */
    static ControlPlane start(Edge edge, AdminToken token, Address address, Supplier<String> metrics) {
        Listening side = Listening.start("control", 1, 4, Tuning.httpOptions(), LONGEST_IDLE);
        try {
            InetSocketAddress at = side.http(
                    address,
                    false,
                    ControlHandler.create(edge, token.value(), metrics),
                    "the control plane",
                    "--control ADDRESS or 'control.listen' in the configuration");
            return new ControlPlane(token, side, at);
        } catch (RuntimeException e) {
            side.close();
            throw e;
        }
    }

    AdminToken token() {
        return token;
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        side.close();
    }
}
