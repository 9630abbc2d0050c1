package dev.cuprum.undertow.standalone.http;

import io.undertow.server.HttpServerExchange;

/** What a route does with a request. Called on an I/O thread or on a worker; must not block the former. */
@FunctionalInterface
public interface RouteHandler {

    /**
     * Answers, now or later.
     *
     * @param path the decoded and normalised path, as units have left it
     * @throws Exception where it cannot; the client gets a 500 that says nothing of why
     */
    void handle(HttpServerExchange exchange, String path) throws Exception;
}
