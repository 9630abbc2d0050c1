package dev.cuprum.undertow;

import dev.cuprum.exec.PhaseRunner;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/**
 * Hands a request that no unit has answered to the application, with the body as units have left it: on a thread that
 * units may keep where some of them will look at its response.
 */
final class ApplicationHandler implements HttpHandler {

    private final PhaseRunner runner;
    private final HttpHandler application;

    ApplicationHandler(PhaseRunner runner, HttpHandler application) {
        this.runner = runner;
        this.application = application;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        RequestRun run = EdgeHandler.runOf(exchange);
        if (exchange.isInIoThread()
                && (runner.needsOwnThread(run, Phase.HEADER_FILTER) || runner.needsOwnThread(run, Phase.BODY_FILTER))) {
            new UnitTask(exchange, run, () -> {}, this::hand).follow(runner.threads());
        } else {
            hand(exchange);
        }
    }

    private void hand(HttpServerExchange exchange) throws Exception {
        UndertowRequest request =
                UndertowExchange.of(EdgeHandler.runOf(exchange)).request();
        if (request.hasBody()) {
            RequestBodyReader.putBack(exchange, request.body());
        }
        application.handleRequest(exchange);
    }
}
