package dev.cuprum.undertow;

import dev.cuprum.exec.AbandonedError;
import dev.cuprum.exec.PhaseRunner;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.MemoryBodyChunk;
import java.io.IOException;

/** Lets the body_filter units of a request change its response's body. */
final class UnitBodyFilter implements BodyFilter {

    private final PhaseRunner runner;
    private final RequestRun run;
    private final UndertowResponse response;
    private boolean ended;

    UnitBodyFilter(PhaseRunner runner, RequestRun run, UndertowResponse response) {
        this.runner = runner;
        this.run = run;
        this.response = response;
    }

    @Override
    public byte[] filter(byte[] bytes, boolean last) throws IOException {
        MemoryBodyChunk chunk = new MemoryBodyChunk(bytes, last);
        response.setChunk(chunk);
        try {
            if (!runner.runBodyFilters(run)) {
                throw new IOException("a body_filter unit that must not fail has failed, so the response is cut off");
            }
        } catch (AbandonedError e) {
            throw new IOException("a body_filter unit has ended after its thread was given up", e);
        } finally {
            response.setChunk(null);
        }
        ended = chunk.last();
        return chunk.bytes();
    }

    @Override
    public boolean ended() {
        return ended;
    }
}
