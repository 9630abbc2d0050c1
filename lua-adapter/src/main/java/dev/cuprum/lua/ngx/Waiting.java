package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.ReadOnlyTable;

/** What of {@code ngx} waits for something, and is not available. */
final class Waiting {

    private Waiting() {}

    static ReadOnlyTable addTo(NgxTable ngx) {
        return ngx.unavailable("run_worker_thread", "sleep")
                .with("location", names("location", "capture", "capture_multi"))
                .with("socket", names("socket", "connect", "stream", "tcp", "udp"))
                .with("thread", names("thread", "kill", "spawn", "wait"))
                .with("timer", names("timer", "at", "every", "pending_count", "running_count"));
    }

    private static ReadOnlyTable names(String name, String... functions) {
        return new Namespace("ngx." + name).unavailable(functions).seal();
    }
}
