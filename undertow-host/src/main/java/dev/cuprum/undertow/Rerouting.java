package dev.cuprum.undertow;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.RequestRun;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Optional;

/**
 * Sends requests elsewhere in the server: where units ask for it, and where a route has a page for an error. The
 * request then meets the units of where it has come to.
 */
final class Rerouting {

    /** As many as nginx allows. */
    private static final int MOST = 10;

    private final RequestFlow flow;

    Rerouting(RequestFlow flow) {
        this.flow = flow;
    }

    /** Follows what a unit has asked for. */
    void follow(HttpServerExchange exchange) throws Exception {
        RequestRun run = EdgeHandler.runOf(exchange);
        Outcome.Rerouted to = run.reroute().orElseThrow();
        UndertowExchange seen = UndertowExchange.of(run);
        switch (to.way()) {
            case JUMP -> jump(exchange, seen, to.path());
            case REDIRECT -> redirect(exchange, seen, to.path(), to.query());
            case NAMED -> named(exchange, seen, to.path());
        }
    }

    private void jump(HttpServerExchange exchange, UndertowExchange seen, String path) throws Exception {
        if (mayGo(exchange, seen, "processing", path)) {
            seen.request().setPath(path);
            flow.enter(exchange, flow.route(seen), flow.rewrite());
        }
    }

    private void redirect(HttpServerExchange exchange, UndertowExchange seen, String path, Optional<String> query)
            throws Exception {
        if (mayGo(exchange, seen, "internally redirecting to", path)) {
            seen.request().setPath(path);
            query.ifPresent(seen.request()::setQuery);
            seen.startOver();
            flow.enter(exchange, flow.route(seen), flow.serverRewrite());
        }
    }

    private void named(HttpServerExchange exchange, UndertowExchange seen, String name) throws Exception {
        if (!mayGo(exchange, seen, "redirect to named location", name)) {
            return;
        }
        Optional<RouteSettings> route = flow.named(name);
        if (route.isEmpty()) {
            RequestLog.write(exchange, LogLevel.ERR, "could not find named location \"" + name + "\"");
            fail(exchange, seen);
            return;
        }
        seen.startOver();
        flow.enter(exchange, route.get(), flow.rewrite());
    }

    /** Goes to the page that a route has for an error; false where it has none, or the request comes from one. */
    boolean takeError(HttpServerExchange exchange, int status) throws Exception {
        RequestRun run = EdgeHandler.runOf(exchange);
        UndertowExchange seen = UndertowExchange.of(run);
        RouteSettings.ErrorTarget page = seen.route().errorPages().get(status);
        if (page == null || seen.onErrorPage()) {
            return false;
        }
        boolean keeps = page.status() == RouteSettings.ErrorTarget.KEEPS;
        seen.enterErrorPage(keeps ? ErrorPage.sent(status) : Math.max(0, page.status()));
        seen.response().clear();
        if (seen.errorStatus() > 0) {
            seen.response().setStatus(seen.errorStatus());
        } else {
            exchange.setStatusCode(StatusCodes.OK);
        }
        String target = page.target();
        if (target.startsWith("@")) {
            named(exchange, seen, target);
            return true;
        }
        if (!exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.setRequestMethod(Methods.GET);
        }
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        redirect(exchange, seen, path, Optional.of(mark < 0 ? "" : target.substring(mark + 1)));
        return true;
    }

    private static boolean mayGo(HttpServerExchange exchange, UndertowExchange seen, String doing, String where) {
        if (seen.countReroute() <= MOST) {
            return true;
        }
        RequestLog.write(
                exchange, LogLevel.ERR, "rewrite or internal redirection cycle while " + doing + " \"" + where + "\"");
        fail(exchange, seen);
        return false;
    }

    private static void fail(HttpServerExchange exchange, UndertowExchange seen) {
        seen.enterErrorPage(StatusCodes.INTERNAL_SERVER_ERROR);
        ErrorPage.send(exchange, StatusCodes.INTERNAL_SERVER_ERROR);
    }

    /** What a request goes through, as far as it can be entered midway. */
    interface RequestFlow {

        /** The first phase of a request. */
        HttpHandler serverRewrite();

        /** The rewrite phase of a route. */
        HttpHandler rewrite();

        /** The route for the request as it is now. */
        RouteSettings route(UndertowExchange seen);

        /** The route of a name. */
        Optional<RouteSettings> named(String name);

        /** Has a request go on from some phase with the units of a route. */
        void enter(HttpServerExchange exchange, RouteSettings route, HttpHandler phase) throws Exception;
    }
}
