package dev.cuprum.undertow.standalone;

import dev.cuprum.Edge;
import dev.cuprum.undertow.EdgeHandler;
import dev.cuprum.undertow.EdgeOptions;
import dev.cuprum.undertow.ReasonPhrases;
import dev.cuprum.undertow.RequestLog;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.http.Arrival;
import dev.cuprum.undertow.standalone.log.AccessLog;
import dev.cuprum.undertow.standalone.route.Router;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.util.Optional;

/** Puts together what a request passes on its way to its route. */
final class Pipeline {

    private Pipeline() {}

    static HttpHandler of(Plan plan, Edge edge, Optional<ControlPlane> control, RequestLog log) {
        Configuration configuration = plan.configuration();
        Router router = router(configuration, control);
        long maxBody = configuration.maxBodyBytes();
        EdgeOptions options = new EdgeOptions(
                maxBody == 0 ? EdgeOptions.DEFAULT_MAX_BODY : maxBody,
                configuration.site().bodyBufferBytes(),
                router.settings());
        HttpHandler edgeAndRoutes = new HttpContinueReadHandler(new EdgeHandler(edge, options).wrap(router));
        HttpHandler handler = new KeepAlive(edgeAndRoutes);
        if (maxBody > 0) {
            handler = new BodyLimit(maxBody, handler);
        }
        if (configuration.accessLog()) {
            handler = new AccessLog(plan.accessLog(), EdgeHandler::unitsOf, handler);
        }
        handler = new FieldNames(configuration.site().underscoresInHeaders(), handler);
        return Arrival.note(new ReasonPhrases(logged(handler, log)));
    }

    private static HttpHandler logged(HttpHandler next, RequestLog log) {
        return exchange -> {
            exchange.putAttachment(RequestLog.KEY, log);
            next.handleRequest(exchange);
        };
    }

    private static Router router(Configuration configuration, Optional<ControlPlane> control) {
        if (configuration.startPage() && control.isPresent()) {
            StartPage page =
                    new StartPage(control.get().address(), control.get().token());
            return Router.single(configuration.site(), "/", page);
        }
        return Router.create(configuration.site(), configuration.ioThreads());
    }
}
