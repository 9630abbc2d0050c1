package dev.cuprum.undertow;

import dev.cuprum.exec.PhaseRunner;
import dev.cuprum.unit.Phase;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;

/** Runs the log units after the last byte of a response, on whichever thread has sent it. */
final class LogListener implements ExchangeCompletionListener {

    private final PhaseRunner runner;

    LogListener(PhaseRunner runner) {
        this.runner = runner;
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener nextListener) {
        try {
            runner.run(EdgeHandler.runOf(exchange), Phase.LOG);
        } finally {
            nextListener.proceed();
        }
    }
}
