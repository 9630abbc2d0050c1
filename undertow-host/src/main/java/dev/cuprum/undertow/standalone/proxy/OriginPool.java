package dev.cuprum.undertow.standalone.proxy;

import dev.cuprum.undertow.standalone.config.Target;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.XnioIoThread;

/** The connections to one origin: each I/O thread has its own, so that no request changes threads. */
final class OriginPool {

    private final Connector connector;
    private final int mostPerThread;
    private final Map<XnioIoThread, ThreadConnections> byThread = new ConcurrentHashMap<>();

    OriginPool(Target.Proxy target, int ioThreads) {
        connector = new Connector(target);
        mostPerThread = Math.max(1, target.maxConnections() / Math.max(1, ioThreads));
    }

    /** The connections of a thread; for use on that thread alone. */
    ThreadConnections of(XnioIoThread thread) {
        ThreadConnections found = byThread.get(thread);
        return found != null
                ? found
                : byThread.computeIfAbsent(thread, it -> new ThreadConnections(it, connector, mostPerThread));
    }
}
