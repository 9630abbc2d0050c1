package dev.cuprum.exec;

import dev.cuprum.http.RequestBody;
import java.nio.file.Path;

/** The body of a request behind a fence. */
final class FencedRequestBody implements RequestBody {

    private final RequestBody body;
    private final Fence fence;

    FencedRequestBody(RequestBody body, Fence fence) {
        this.body = body;
        this.fence = fence;
    }

    @Override
    public State state() {
        fence.check();
        return body.state();
    }

    @Override
    public void read() {
        fence.change(body::read);
    }

    @Override
    public long length() {
        fence.check();
        return body.length();
    }

    @Override
    public byte[] bytes() {
        fence.check();
        return body.bytes();
    }

    @Override
    public Path file() {
        return fence.changed(body::file);
    }

    @Override
    public void replace(byte[] bytes) {
        fence.change(() -> body.replace(bytes));
    }

    @Override
    public void replace(Path file, boolean delete) {
        fence.change(() -> body.replace(file, delete));
    }

    @Override
    public void discard() {
        fence.change(body::discard);
    }
}
