package dev.cuprum.undertow.standalone.proxy;

import dev.cuprum.undertow.ErrorPage;
import dev.cuprum.undertow.standalone.config.Location;
import dev.cuprum.undertow.standalone.config.Target;
import dev.cuprum.undertow.standalone.http.RouteHandler;
import io.undertow.client.ClientRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;

/** Passes requests on to an origin server and its answers back, streaming both ways on the I/O thread. */
public final class OriginHandler implements RouteHandler {

    private final Target.Proxy target;
    private final OriginPath paths;
    private final OriginPool pool;

    /**
     * @param location where the route is
     * @param ioThreads how many threads share the connections
     */
    public OriginHandler(Target.Proxy target, Location location, int ioThreads) {
        this.target = target;
        paths = new OriginPath(target, location);
        pool = new OriginPool(target, ioThreads);
    }

    @Override
    public void handle(HttpServerExchange exchange, String path) {
        if (exchange.getRequestMethod().equals(Methods.CONNECT)) {
            ErrorPage.send(exchange, StatusCodes.METHOD_NOT_ALLOWED);
            return;
        }
        Runnable call = () -> start(exchange, path);
        if (exchange.isInIoThread()) {
            exchange.dispatch(SameThreadExecutor.INSTANCE, call);
        } else {
            exchange.dispatch(exchange.getIoThread(), call);
        }
    }

    private void start(HttpServerExchange exchange, String path) {
        ClientRequest request =
                new ClientRequest().setMethod(exchange.getRequestMethod()).setPath(paths.of(exchange, path));
        ForwardedFields.request(exchange, request.getRequestHeaders(), host(exchange));
        new OriginCall(target, exchange, request, pool.of(exchange.getIoThread())).start();
    }

    private String host(HttpServerExchange exchange) {
        String asked = exchange.getRequestHeaders().getFirst(Headers.HOST);
        return target.originHost() || asked == null ? target.origin().getRawAuthority() : asked;
    }
}
