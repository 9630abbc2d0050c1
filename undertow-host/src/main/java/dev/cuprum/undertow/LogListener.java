package dev.cuprum.undertow;

import dev.cuprum.exec.AbandonedError;
import dev.cuprum.exec.PhaseRunner;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.exec.UnitThreads;
import dev.cuprum.unit.Phase;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;

/**
 * Runs the log units after the last byte of a response, on whichever thread has sent it; on one that can be given up
 * where a unit may be impossible to stop.
 */
final class LogListener implements ExchangeCompletionListener {

    private final PhaseRunner runner;

    LogListener(PhaseRunner runner) {
        this.runner = runner;
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener nextListener) {
        RequestRun run = EdgeHandler.runOf(exchange);
        if (runner.needsOwnThread(run, Phase.LOG)) {
            Apart apart = new Apart(exchange, run, nextListener);
            if (runner.threads().isCurrent()) {
                apart.run();
            } else {
                runner.threads().execute(apart);
            }
            return;
        }
        try {
            runner.run(run, Phase.LOG);
        } finally {
            nextListener.proceed();
        }
    }

    /** The log units of a request whose thread may be given up; another one ends the request then. */
    private final class Apart implements UnitThreads.Task {
        private final HttpServerExchange exchange;
        private final RequestRun run;
        private final NextListener nextListener;

        Apart(HttpServerExchange exchange, RequestRun run, NextListener nextListener) {
            this.exchange = exchange;
            this.run = run;
            this.nextListener = nextListener;
        }

        @Override
        public void run() {
            run.ifAbandoned(() -> exchange.getIoThread().execute(nextListener::proceed));
            try {
                runner.run(run, Phase.LOG);
            } catch (AbandonedError e) {
                // Whoever has given the thread up has the exchange ended.
                return;
            } catch (RuntimeException | Error e) {
                nextListener.proceed();
                throw e;
            }
            nextListener.proceed();
        }

        /** The request has been answered, and its line in a log is worth less than its thread. */
        @Override
        public void refused() {
            nextListener.proceed();
        }
    }
}
