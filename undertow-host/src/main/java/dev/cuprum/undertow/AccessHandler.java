package dev.cuprum.undertow;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.net.InetAddress;

/**
 * Asks the access rules of the request's route, and runs the units that decide whether a request may go on: access,
 * then precontent.
 */
final class AccessHandler extends PhaseHandler {

    AccessHandler(Steps steps, HttpHandler next) {
        super(steps, next, Phase.ACCESS, Phase.PRECONTENT);
    }

    @Override
    boolean begin(HttpServerExchange exchange, RequestRun run, UndertowExchange seen) {
        RouteSettings route = seen.route();
        boolean rules = !route.access().isEmpty();
        boolean allowed = !rules || allows(exchange, route);
        if (route.satisfyAny()) {
            seen.satisfied(rules && allowed);
            run.satisfyAny(allowed ? 0 : StatusCodes.FORBIDDEN);
            // Without units nobody else can let the request pass.
            allowed |= run.selection().has(Phase.ACCESS);
        }
        if (!allowed) {
            RequestLog.write(exchange, LogLevel.ERR, "access forbidden by rule");
            exchange.setStatusCode(StatusCodes.FORBIDDEN);
            send(exchange);
        }
        return allowed;
    }

    private static boolean allows(HttpServerExchange exchange, RouteSettings route) {
        InetAddress address = exchange.getSourceAddress().getAddress();
        return AccessRule.allows(route.access(), address == null ? new byte[0] : address.getAddress());
    }

    @Override
    boolean passes(RequestRun run, Phase phase) {
        return phase == Phase.ACCESS && UndertowExchange.of(run).isSatisfied();
    }
}
