package dev.cuprum.undertow;

import dev.cuprum.exec.PhaseRunner;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.BodyChunk;
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
        Chunk chunk = new Chunk(bytes, last);
        response.setChunk(chunk);
        try {
            if (!runner.runBodyFilters(run)) {
                throw new IOException("a body_filter unit that must not fail has failed, so the response is cut off");
            }
        } finally {
            response.setChunk(null);
        }
        ended = chunk.last;
        return chunk.bytes;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    private static final class Chunk implements BodyChunk {
        private byte[] bytes;
        private boolean last;

        Chunk(byte[] bytes, boolean last) {
            this.bytes = bytes;
            this.last = last;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public void replace(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean last() {
            return last;
        }

        @Override
        public void endHere() {
            last = true;
        }
    }
}
