package dev.cuprum.undertow.standalone;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows how many requests are being answered, and can wait for the last of them. What arrives on an open connection
 * meanwhile is still answered, and the connection closed after it.
 */
final class Drain implements HttpHandler, ExchangeCompletionListener {

    private final HttpHandler next;
    private final AtomicInteger active = new AtomicInteger();
    private final CountDownLatch empty = new CountDownLatch(1);
    private volatile boolean draining;

    Drain(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        active.incrementAndGet();
        exchange.addExchangeCompleteListener(this);
        if (draining) {
            exchange.setPersistent(false);
        }
        next.handleRequest(exchange);
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener nextListener) {
        try {
            // the flag is set before the count is looked at, and the other way round here: one of the two sees both
            if (active.decrementAndGet() == 0 && draining) {
                empty.countDown();
            }
        } finally {
            nextListener.proceed();
        }
    }

    int active() {
        return active.get();
    }

    /** Waits until no request is being answered. Returns whether that was in time. */
    boolean await(Duration most) throws InterruptedException {
        draining = true;
        return active.get() == 0 || empty.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
