package dev.cuprum.undertow;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.exec.AbandonedError;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.exec.UnitThreads;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import org.xnio.IoUtils;

/**
 * A part of a request's way that runs on a thread that may be given up.
 *
 * <p>Undertow keeps an exchange to the thread that is in a call of its handlers, and a call that never returns would
 * keep it for ever. So units run between two calls: while they do, nobody but this task has the exchange. Where the
 * thread is given up, the task has lost it to the I/O thread, which answers.
 */
class UnitTask implements UnitThreads.Task {

    private final HttpServerExchange exchange;
    private final RequestRun run;
    private final Runnable units;
    private final HttpHandler then;

    /**
     * @param units what runs between two calls, and touches nothing of the exchange but by units
     * @param then what runs after that, in a call
     */
    UnitTask(HttpServerExchange exchange, RequestRun run, Runnable units, HttpHandler then) {
        this.exchange = exchange;
        this.run = run;
        this.units = units;
        this.then = then;
    }

    /** Has a task follow the call of a handler that is under way, on this thread where that is one of them. */
    void follow(UnitThreads threads) {
        if (threads.isCurrent()) {
            exchange.dispatch(SameThreadExecutor.INSTANCE, this);
        } else if (exchange.isInIoThread()) {
            exchange.dispatch(command -> threads.execute(this, exchange.getIoThread()), this);
        } else {
            exchange.dispatch(command -> threads.execute(this), this);
        }
    }

    /**
     * A task that the I/O thread has run while it does something else.
     *
     * @param then what the I/O thread does when the units have ended
     */
    static UnitTask forIoThread(HttpServerExchange exchange, RequestRun run, Runnable units, Runnable then) {
        return new UnitTask(exchange, run, units, call -> {}) {
            @Override
            void afterwards() {
                exchange.getIoThread().execute(then);
            }
        };
    }

    @Override
    public void run() {
        run.ifAbandoned(this::giveUp);
        try {
            units.run();
        } catch (AbandonedError e) {
            // The exchange is the I/O thread's now; the thread learns the rest by itself.
            return;
        } catch (RuntimeException | Error e) {
            Connectors.executeRootHandler(
                    call -> {
                        throw e;
                    },
                    exchange);
            return;
        }
        closeIfAbandoned(exchange, run);
        afterwards();
    }

    /** Goes on when the units have ended. */
    void afterwards() {
        UnitThreads.leaveToOthers();
        Connectors.executeRootHandler(then, exchange);
    }

    @Override
    public void refused() {
        Connectors.executeRootHandler(
                call -> {
                    RequestLog.write(call, LogLevel.ERR, "no thread is free for units that may be impossible to stop");
                    ErrorPage.send(call, StatusCodes.SERVICE_UNAVAILABLE);
                },
                exchange);
    }

    private void giveUp() {
        exchange.getIoThread().execute(() -> Connectors.executeRootHandler(this::answerWithout, exchange));
    }

    private void answerWithout(HttpServerExchange call) {
        UndertowExchange.of(run).response().clear();
        ErrorPage.send(call, StatusCodes.SERVICE_UNAVAILABLE);
    }

    /**
     * From here on the thread is in a call: where it is given up, nothing is left but to close the connection, so that the
     * client does not wait.
     */
    static void closeIfAbandoned(HttpServerExchange exchange, RequestRun run) {
        run.ifAbandoned(() -> IoUtils.safeClose(exchange.getConnection()));
    }
}
