package dev.cuprum.undertow.standalone.log;

import dev.cuprum.undertow.standalone.http.Arrival;
import dev.cuprum.unit.UnitId;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Has a line written for each request, once its last byte is sent, that names the units which ran for it. */
public final class AccessLog implements HttpHandler, ExchangeCompletionListener {

    private final LogWriter writer;
    private final Function<HttpServerExchange, List<UnitId>> units;
    private final HttpHandler next;

    /** @param units the units that ran for a request */
    public AccessLog(LogWriter writer, Function<HttpServerExchange, List<UnitId>> units, HttpHandler next) {
        this.writer = writer;
        this.units = units;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.addExchangeCompleteListener(this);
        next.handleRequest(exchange);
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener nextListener) {
        try {
            Optional<Arrival> arrival = Arrival.of(exchange);
            InetSocketAddress client = exchange.getSourceAddress();
            writer.write(new AccessLine(
                    System.currentTimeMillis(),
                    exchange.getRequestMethod().toString(),
                    arrival.map(Arrival::target).orElseGet(exchange::getRequestURI),
                    exchange.getStatusCode(),
                    exchange.getResponseBytesSent(),
                    arrival.map(it -> System.nanoTime() - it.nanos()).orElse(0L),
                    client == null ? "-" : client.getHostString(),
                    units.apply(exchange)));
        } finally {
            nextListener.proceed();
        }
    }
}
