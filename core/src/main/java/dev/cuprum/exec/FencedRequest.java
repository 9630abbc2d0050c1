package dev.cuprum.exec;

import dev.cuprum.http.HeaderFields;
import dev.cuprum.http.Request;
import dev.cuprum.http.RequestBody;
import org.jspecify.annotations.Nullable;

/** A request behind a fence. */
final class FencedRequest implements Request {

    private final Request request;
    private final Fence fence;
    private @Nullable HeaderFields headers;
    private @Nullable RequestBody body;

    FencedRequest(Request request, Fence fence) {
        this.request = request;
        this.fence = fence;
    }

    private Request open() {
        fence.check();
        return request;
    }

    @Override
    public String method() {
        return open().method();
    }

    @Override
    public void setMethod(String method) {
        fence.change(() -> request.setMethod(method));
    }

    @Override
    public String scheme() {
        return open().scheme();
    }

    @Override
    public String protocol() {
        return open().protocol();
    }

    @Override
    public String host() {
        return open().host();
    }

    @Override
    public int serverPort() {
        return open().serverPort();
    }

    @Override
    public String remoteAddress() {
        return open().remoteAddress();
    }

    @Override
    public int remotePort() {
        return open().remotePort();
    }

    @Override
    public String target() {
        return open().target();
    }

    @Override
    public String path() {
        return open().path();
    }

    @Override
    public void setPath(String path) {
        fence.change(() -> request.setPath(path));
    }

    @Override
    public String query() {
        return open().query();
    }

    @Override
    public void setQuery(String query) {
        fence.change(() -> request.setQuery(query));
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
    public RequestBody body() {
        RequestBody found = body;
        if (found == null) {
            found = new FencedRequestBody(fence.changed(request::body), fence);
            body = found;
        }
        return found;
    }

    @Override
    public String rawHeader() {
        return open().rawHeader();
    }

    @Override
    public boolean internal() {
        return open().internal();
    }

    @Override
    public long startNanos() {
        return open().startNanos();
    }
}
