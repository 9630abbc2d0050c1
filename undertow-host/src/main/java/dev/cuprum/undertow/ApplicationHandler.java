package dev.cuprum.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Hands a request that no unit has answered to the application, with the body as units have left it. */
final class ApplicationHandler implements HttpHandler {

    private final HttpHandler application;

    ApplicationHandler(HttpHandler application) {
        this.application = application;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        UndertowRequest request =
                UndertowExchange.of(EdgeHandler.runOf(exchange)).request();
        if (request.hasBody()) {
            RequestBodyReader.putBack(exchange, request.body());
        }
        application.handleRequest(exchange);
    }
}
