package dev.cuprum.undertow;

import dev.cuprum.http.BodyChunk;
import dev.cuprum.http.HeaderFields;
import dev.cuprum.http.Response;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The response of Undertow's exchange as units see it. */
final class UndertowResponse implements Response {

    private final HttpServerExchange exchange;
    private @Nullable HeaderFields headers;
    private @Nullable ByteArrayOutputStream body;
    private @Nullable BodyChunk chunk;
    private boolean statusSet;
    private boolean statusSetInPhase;
    private boolean committed;

    UndertowResponse(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public int status() {
        return exchange.getStatusCode();
    }

    @Override
    public boolean statusSet() {
        return statusSet;
    }

    @Override
    public void setStatus(int status) {
        if (status < 100 || status > 999) {
            throw new IllegalArgumentException(status + " is no status: 100 to 999");
        }
        exchange.setStatusCode(status);
        statusSet = true;
        statusSetInPhase = true;
    }

    @Override
    public HeaderFields headers() {
        HeaderFields found = headers;
        if (found == null) {
            found = new UndertowHeaderFields(exchange.getResponseHeaders());
            headers = found;
        }
        return found;
    }

    @Override
    public boolean started() {
        return committed || exchange.isResponseStarted();
    }

    /** Status and headers are as they will be sent. */
    void commit() {
        committed = true;
    }

    @Override
    public void write(byte[] bytes) {
        if (started()) {
            throw new IllegalStateException("the response has started");
        }
        ByteArrayOutputStream into = body;
        if (into == null) {
            into = new ByteArrayOutputStream(Math.max(bytes.length, 64));
            body = into;
        }
        into.writeBytes(bytes);
    }

    @Override
    public long written() {
        return body == null ? 0 : body.size();
    }

    private record At(long written, int status, boolean set, boolean setInPhase) implements Mark {}

    @Override
    public Mark mark() {
        return new At(written(), exchange.getStatusCode(), statusSet, statusSetInPhase);
    }

    @Override
    public void rewind(Mark mark) {
        At at = (At) mark;
        if (exchange.getStatusCode() != at.status() && !started()) {
            exchange.setStatusCode(at.status());
        }
        statusSet = at.set();
        statusSetInPhase = at.setInPhase();
        ByteArrayOutputStream into = body;
        if (into != null && at.written() < into.size()) {
            byte[] kept = Arrays.copyOf(into.toByteArray(), (int) at.written());
            into.reset();
            into.writeBytes(kept);
        }
    }

    @Override
    public void clear() {
        body = null;
    }

    /** What units have written, which is nobody's but the caller's from now on. */
    byte[] takeBody() {
        ByteArrayOutputStream into = body;
        body = null;
        return into == null ? new byte[0] : into.toByteArray();
    }

    @Override
    public Optional<BodyChunk> chunk() {
        return Optional.ofNullable(chunk);
    }

    void setChunk(@Nullable BodyChunk chunk) {
        this.chunk = chunk;
    }

    /** A new phase begins, in which nobody has set a status yet. */
    void enterPhase() {
        statusSetInPhase = false;
    }

    /** Whether a unit has written, or has set the status since the phase began. */
    boolean touchedInPhase() {
        return statusSetInPhase || written() > 0;
    }
}
