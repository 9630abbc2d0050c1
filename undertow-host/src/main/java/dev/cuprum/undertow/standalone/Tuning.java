package dev.cuprum.undertow.standalone;

import io.undertow.UndertowOptions;
import java.nio.charset.StandardCharsets;
import org.xnio.OptionMap;
import org.xnio.Options;

/** How the server's threads, sockets and parsers are set. */
final class Tuning {

    private Tuning() {}

    /**
     * Threads have the stack that the JVM gives by default, {@code -Xss}: how deeply units may recurse is made of
     * that.
     */
    static OptionMap workerOptions(String name, int ioThreads, int workerThreads) {
        return OptionMap.builder()
                .set(Options.WORKER_NAME, name)
                .set(Options.WORKER_IO_THREADS, ioThreads)
                .set(Options.WORKER_TASK_CORE_THREADS, workerThreads)
                .set(Options.WORKER_TASK_MAX_THREADS, workerThreads)
                .set(Options.CONNECTION_HIGH_WATER, 1_000_000)
                .set(Options.CONNECTION_LOW_WATER, 1_000_000)
                .set(Options.TCP_NODELAY, true)
                .set(Options.CORK, true)
                .getMap();
    }

    static OptionMap socketOptions(int ioThreads) {
        return OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, ioThreads)
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BALANCING_TOKENS, 1)
                .set(Options.BALANCING_CONNECTIONS, 2)
                .set(Options.BACKLOG, 1024)
                .getMap();
    }

    /** How HTTP is spoken. How long a body may be is left to {@link BodyLimit}, and to the control plane. */
    static OptionMap httpOptions() {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.MAX_HEADER_SIZE, 64 << 10)
                .set(UndertowOptions.DECODE_URL, true)
                .set(UndertowOptions.URL_CHARSET, StandardCharsets.UTF_8.name())
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(UndertowOptions.ALWAYS_SET_DATE, true)
                .set(UndertowOptions.RECORD_REQUEST_START_TIME, false)
                // a connection that says nothing, or never comes to the end of a request's header
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, 60_000)
                .getMap();
    }
}
