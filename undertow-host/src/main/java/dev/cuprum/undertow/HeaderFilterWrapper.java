package dev.cuprum.undertow;

import dev.cuprum.exec.AbandonedError;
import dev.cuprum.exec.PhaseResult;
import dev.cuprum.exec.PhaseRunner;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.unit.Phase;
import io.undertow.server.ConduitWrapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ConduitFactory;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.xnio.IoUtils;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Runs the header_filter units at the last moment at which status and headers can be changed: when somebody takes the
 * channel to send a response, whoever that is. Then puts the body filters in the channel's way, if there are any. One
 * object serves all requests.
 */
final class HeaderFilterWrapper implements ConduitWrapper<StreamSinkConduit> {

    private static final Logger LOG = System.getLogger(HeaderFilterWrapper.class.getName());

    private final PhaseRunner runner;

    HeaderFilterWrapper(PhaseRunner runner) {
        this.runner = runner;
    }

    @Override
    public StreamSinkConduit wrap(ConduitFactory<StreamSinkConduit> factory, HttpServerExchange exchange) {
        if (exchange.getStatusCode() < StatusCodes.OK || exchange.isUpgrade()) {
            return factory.create();
        }
        RequestRun run = EdgeHandler.runOf(exchange);
        UndertowExchange seen = UndertowExchange.of(run);
        UndertowResponse response = seen.response();
        PhaseResult result = seen.takeHeaderFilterEnd();
        if (result == null) {
            result = filter(exchange, run, seen);
        }
        response.commit();
        if (response.aborted() && !response.isFilteredBySender()) {
            IoUtils.safeClose(exchange.getConnection());
            return factory.create();
        }
        if (result == PhaseResult.REQUEST_ENDED && ErrorPage.isFor(exchange.getStatusCode())) {
            return replaceBody(factory, exchange, response);
        }
        if (!run.selection().has(Phase.BODY_FILTER)) {
            return factory.create();
        }
        HeaderMap headers = exchange.getResponseHeaders();
        if (!hasBody(exchange)) {
            if (exchange.getRequestMethod().equals(Methods.HEAD)) {
                // The length of what GET would send is known only to the filters, which do not run.
                headers.remove(Headers.CONTENT_LENGTH);
            }
            return factory.create();
        }
        long declared = exchange.getResponseContentLength();
        headers.remove(Headers.CONTENT_LENGTH);
        // An origin's framing is not the client's: Undertow chooses anew, and HTTP/1.0 knows no chunks; a body that
        // ends with its connection would not show where it was cut off.
        headers.remove(Headers.TRANSFER_ENCODING);
        if (exchange.getProtocol().equals(Protocols.HTTP_1_1)) {
            headers.put(Headers.TRANSFER_ENCODING, Headers.CHUNKED.toString());
        }
        if (response.isFilteredBySender()) {
            return factory.create();
        }
        return new BodyFilterConduit(factory.create(), declared, new UnitBodyFilter(runner, run, response));
    }

    /** Runs the units. Where the thread is given up meanwhile, so is the connection. */
    private PhaseResult filter(HttpServerExchange exchange, RequestRun run, UndertowExchange seen) {
        try {
            return begin(exchange, run, seen);
        } catch (AbandonedError e) {
            LOG.log(Level.DEBUG, "a header_filter unit has ended after its thread was given up", e);
            seen.response().abort();
            return PhaseResult.REQUEST_ENDED;
        }
    }

    private PhaseResult begin(HttpServerExchange exchange, RequestRun run, UndertowExchange seen) {
        if (seen.errorStatus() > 0) {
            exchange.setStatusCode(seen.errorStatus());
        }
        seen.response().beginFiltering();
        return runner.run(run, Phase.HEADER_FILTER);
    }

    /**
     * Runs the units before somebody takes the channel, where they may be impossible to stop and the caller is the I/O
     * thread, which is not to wait for them.
     *
     * @param then takes the channel; called on the I/O thread, or at once where there is nothing to wait for
     */
    void runAhead(HttpServerExchange exchange, RequestRun run, Runnable then) {
        if (!exchange.isInIoThread() || !runner.needsOwnThread(run, Phase.HEADER_FILTER)) {
            then.run();
            return;
        }
        UndertowExchange seen = UndertowExchange.of(run);
        UnitTask task =
                UnitTask.forIoThread(exchange, run, () -> seen.headerFilterEnd(begin(exchange, run, seen)), then);
        runner.threads().execute(task, exchange.getIoThread());
    }

    private static boolean hasBody(HttpServerExchange exchange) {
        int status = exchange.getStatusCode();
        return !exchange.getRequestMethod().equals(Methods.HEAD)
                && status != StatusCodes.NO_CONTENT
                && status != StatusCodes.NOT_MODIFIED;
    }

    /** A header filter has ended the request: its status goes out with its page, and the origin's body does not. */
    private static StreamSinkConduit replaceBody(
            ConduitFactory<StreamSinkConduit> factory, HttpServerExchange exchange, UndertowResponse response) {
        byte[] page = response.written() > 0 ? response.takeBody() : ErrorPage.of(exchange.getStatusCode());
        exchange.setStatusCode(ErrorPage.sent(exchange.getStatusCode()));
        ErrorPage.describe(exchange, page.length);
        if (!hasBody(exchange)) {
            return factory.create();
        }
        return new BodyFilterConduit(factory.create(), -1, (bytes, last) -> last ? page : new byte[0]);
    }
}
