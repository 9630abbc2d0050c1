package dev.cuprum.exec;

import dev.cuprum.http.BodyChunk;
import dev.cuprum.http.HeaderFields;
import dev.cuprum.http.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A response behind a fence. */
final class FencedResponse implements Response {

    private final Response response;
    private final Fence fence;
    private @Nullable HeaderFields headers;

    FencedResponse(Response response, Fence fence) {
        this.response = response;
        this.fence = fence;
    }

    private Response open() {
        fence.check();
        return response;
    }

    @Override
    public int status() {
        return open().status();
    }

    @Override
    public boolean statusSet() {
        return open().statusSet();
    }

    @Override
    public void setStatus(int status) {
        fence.change(() -> response.setStatus(status));
    }

    @Override
    public HeaderFields headers() {
        HeaderFields found = headers;
        if (found == null) {
            found = new FencedHeaderFields(open().headers(), fence);
            headers = found;
        }
        return found;
    }

    @Override
    public boolean started() {
        return open().started();
    }

    @Override
    public void sendHeaders() {
        fence.change(response::sendHeaders);
    }

    @Override
    public void write(byte[] bytes) {
        fence.change(() -> response.write(bytes));
    }

    @Override
    public void flush() {
        fence.change(response::flush);
    }

    @Override
    public void finish() {
        fence.change(response::finish);
    }

    @Override
    public boolean finished() {
        return open().finished();
    }

    @Override
    public void abort() {
        fence.change(response::abort);
    }

    @Override
    public long written() {
        return open().written();
    }

    @Override
    public Mark mark() {
        return open().mark();
    }

    @Override
    public void rewind(Mark mark) {
        fence.change(() -> response.rewind(mark));
    }

    @Override
    public void clear() {
        fence.change(response::clear);
    }

    @Override
    public Optional<BodyChunk> chunk() {
        return open().chunk().map(Chunk::new);
    }

    private final class Chunk implements BodyChunk {
        private final BodyChunk chunk;

        Chunk(BodyChunk chunk) {
            this.chunk = chunk;
        }

        @Override
        public byte[] bytes() {
            fence.check();
            return chunk.bytes();
        }

        @Override
        public void replace(byte[] bytes) {
            fence.change(() -> chunk.replace(bytes));
        }

        @Override
        public boolean last() {
            fence.check();
            return chunk.last();
        }

        @Override
        public void endHere() {
            fence.change(chunk::endHere);
        }
    }
}
