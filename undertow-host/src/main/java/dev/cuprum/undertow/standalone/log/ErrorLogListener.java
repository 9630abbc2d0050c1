package dev.cuprum.undertow.standalone.log;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.Breaker;
import dev.cuprum.exec.EdgeListener;
import dev.cuprum.exec.StuckThread;
import dev.cuprum.http.Exchange;
import dev.cuprum.undertow.RequestLog;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpServerExchange;
import java.util.EnumSet;
import java.util.Set;

/** Writes what units log and how they fail to the error log, worded as lua-nginx-module words it. */
public final class ErrorLogListener implements EdgeListener, RequestLog {

    /** Phases whose units run as a Lua thread of their own in lua-nginx-module. */
    private static final Set<Phase> THREADS = EnumSet.of(
            Phase.SERVER_REWRITE, Phase.REWRITE, Phase.ACCESS, Phase.PRECONTENT, Phase.CONTENT, Phase.SSL_CERT);

    private static final Set<Phase> WITHOUT_REQUEST = EnumSet.of(Phase.INIT, Phase.INIT_WORKER, Phase.TIMER);

    private final ErrorLog log;
    private final String serverName;

    /**
     * @param log where lines go
     * @param serverName what the server is called in them
     */
    public ErrorLogListener(ErrorLog log, String serverName) {
        this.log = log;
        this.serverName = serverName;
    }

    @Override
    public void logged(ComputingUnit unit, Exchange exchange, LogLevel level, String message) {
        write(unit, exchange, level, message);
    }

    @Override
    public void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {
        if (outcome instanceof Outcome.Failed failed) {
            write(unit, exchange, LogLevel.ERR, failure(unit) + failed.message());
        } else if (outcome instanceof Outcome.TimedOut timedOut) {
            write(unit, exchange, LogLevel.ERR, name(unit) + " was stopped: " + timedOut.message());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            write(unit, exchange, LogLevel.WARN, name(unit) + " did not run: " + rejected.reason());
        }
    }

    @Override
    public void breakerChanged(ComputingUnit unit, Breaker.State from, Breaker.State to, String reason) {
        LogLevel level = to == Breaker.State.OPEN ? LogLevel.ERR : LogLevel.WARN;
        log.write(
                level,
                ErrorLine.of(name(unit) + ": breaker " + from.wireName() + " -> " + to.wireName() + ": " + reason));
    }

    @Override
    public void threadStuck(ComputingUnit unit, int stuck, int most) {
        log.write(LogLevel.CRIT, ErrorLine.of(StuckThread.found(unit, stuck, most)));
    }

    @Override
    public void threadFreed(ComputingUnit unit, int stuck) {
        log.write(LogLevel.WARN, ErrorLine.of(StuckThread.ended(unit, stuck)));
    }

    @Override
    public void log(HttpServerExchange exchange, LogLevel level, String message) {
        if (level.passes(log.level())) {
            log.write(level, ErrorLine.of(message, exchange, serverName));
        }
    }

    private void write(ComputingUnit unit, Exchange exchange, LogLevel level, String message) {
        if (!level.passes(log.level())) {
            return;
        }
        if (WITHOUT_REQUEST.contains(unit.phase())) {
            log.write(level, ErrorLine.of(message));
            return;
        }
        String when = unit.phase() == Phase.LOG ? " while logging request" : "";
        log.write(level, ErrorLine.of(message + when, exchange, serverName));
    }

    private static String failure(ComputingUnit unit) {
        return THREADS.contains(unit.phase())
                ? unit.language() + " entry thread aborted: runtime error: "
                : "failed to run " + unit.phase() + "_by_" + unit.language() + "*: ";
    }

    private static String name(ComputingUnit unit) {
        return "unit '" + unit.id() + "' (" + unit.phase() + ")";
    }
}
