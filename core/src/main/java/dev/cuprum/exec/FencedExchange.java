package dev.cuprum.exec;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.UnitLog;
import dev.cuprum.http.AttachmentKey;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.Request;
import dev.cuprum.http.Response;
import dev.cuprum.unit.ComputingUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** A request as units see it that may be impossible to stop: it can be taken away from them, their log included. */
final class FencedExchange implements Exchange, UnitLog {

    private final Exchange exchange;
    private final UnitLog log;
    private final Fence fence = new Fence();
    private final Request request;
    private final Response response;

    FencedExchange(Exchange exchange, UnitLog log) {
        this.exchange = exchange;
        this.log = log;
        request = new FencedRequest(exchange.request(), fence);
        response = new FencedResponse(exchange.response(), fence);
    }

    Fence fence() {
        return fence;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Response response() {
        return response;
    }

    @Override
    public Optional<String> variable(String name) {
        fence.check();
        return exchange.variable(name);
    }

    @Override
    public boolean definesVariable(String name) {
        fence.check();
        return exchange.definesVariable(name);
    }

    @Override
    public void setVariable(String name, String value) {
        fence.change(() -> exchange.setVariable(name, value));
    }

    @Override
    public void clearVariable(String name) {
        fence.change(() -> exchange.clearVariable(name));
    }

    @Override
    public <T> T attachment(AttachmentKey<T> key, Supplier<T> initial) {
        return fence.changed(() -> exchange.attachment(key, initial));
    }

    /** What a unit says after the request was taken away from it is said of nothing, and dropped. */
    @Override
    public void log(ComputingUnit unit, Exchange fenced, LogLevel level, String message) {
        if (!fence.closed()) {
            fence.change(() -> log.log(unit, exchange, level, message));
        }
    }
}
