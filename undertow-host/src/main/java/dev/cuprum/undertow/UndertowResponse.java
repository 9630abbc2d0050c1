package dev.cuprum.undertow;

import dev.cuprum.http.BodyChunk;
import dev.cuprum.http.HeaderFields;
import dev.cuprum.http.Response;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Protocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The response of Undertow's exchange as units see it. */
final class UndertowResponse implements Response {

    private static final byte[] NOTHING = {};

    private final HttpServerExchange exchange;
    private final UndertowHeaderFields headers;
    private final List<byte[]> pieces = new ArrayList<>(2);
    private long written;
    private @Nullable BodyChunk chunk;
    private boolean statusSet;
    private boolean statusSetInPhase;
    // A unit has begun to answer.
    private boolean settled;
    // For units the headers are sent.
    private boolean fixed;
    // The content type is the default one, added with that.
    private boolean typeAdded;
    private String defaultType = RouteSettings.DEFAULT_TYPE;
    private boolean finished;
    private boolean aborted;
    private int flushed;
    private boolean filtering;
    private boolean filtersItself;
    private boolean committed;

    UndertowResponse(HttpServerExchange exchange) {
        this.exchange = exchange;
        headers = new UndertowHeaderFields(exchange.getResponseHeaders());
    }

    /** What is the content type of a response that units make and give none. */
    void setDefaultType(String type) {
        defaultType = type;
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
        return headers;
    }

    @Override
    public boolean started() {
        return !filtering && (fixed || committed || exchange.isResponseStarted());
    }

    /** Header_filter units are about to run: status and headers can be changed once more. */
    void beginFiltering() {
        filtering = true;
    }

    /** Status and headers are as they will be sent. */
    void commit() {
        filtering = false;
        committed = true;
    }

    @Override
    public void sendHeaders() {
        settled = true;
        fix();
    }

    /** For units the headers are sent now, with a content type if none has given one. */
    private void fix() {
        if (fixed) {
            return;
        }
        fixed = true;
        addDefaultType();
    }

    /** Gives the response its content type, unless it has one or a unit has taken it away. */
    void addDefaultType() {
        HeaderMap known = exchange.getResponseHeaders();
        boolean unwanted = headers.typeRemoved();
        if (!unwanted && !known.contains(Headers.CONTENT_TYPE)) {
            known.put(Headers.CONTENT_TYPE, defaultType);
            typeAdded = true;
        }
    }

    /** Headers are not sent after all. */
    private void unfix() {
        fixed = false;
        if (typeAdded) {
            exchange.getResponseHeaders().remove(Headers.CONTENT_TYPE);
            typeAdded = false;
        }
    }

    @Override
    public void write(byte[] bytes) {
        if (committed || finished || exchange.isResponseStarted()) {
            throw new IllegalStateException(finished ? "the response is over" : "the response has started");
        }
        settled = true;
        // As nginx does with lua_http10_buffering: without a length, HTTP/1.0 has to wait for the end.
        if (bytes.length == 0
                || !exchange.getProtocol().equals(Protocols.HTTP_1_0)
                || exchange.getResponseHeaders().contains(Headers.CONTENT_LENGTH)) {
            fix();
        }
        if (bytes.length > 0) {
            pieces.add(bytes);
            written += bytes.length;
        }
    }

    @Override
    public void flush() {
        sendHeaders();
        // Body filters see a piece without bytes, as in nginx.
        pieces.add(NOTHING);
        flushed = pieces.size();
    }

    @Override
    public void finish() {
        sendHeaders();
        finished = true;
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    /** Whether what is sent must not look complete. */
    boolean aborted() {
        return aborted;
    }

    @Override
    public long written() {
        return written;
    }

    private record At(
            int pieces, int status, boolean set, boolean setInPhase, boolean settled, boolean fixed, boolean finished)
            implements Mark {}

    @Override
    public Mark mark() {
        return new At(pieces.size(), exchange.getStatusCode(), statusSet, statusSetInPhase, settled, fixed, finished);
    }

    @Override
    public void rewind(Mark mark) {
        At at = (At) mark;
        finished = at.finished();
        if (at.pieces() >= flushed) {
            settled = at.settled();
            if (!at.fixed()) {
                unfix();
            }
            if (exchange.getStatusCode() != at.status() && !started()) {
                exchange.setStatusCode(at.status());
            }
            statusSet = at.set();
            statusSetInPhase = at.setInPhase();
        }
        int kept = Math.max(flushed, at.pieces());
        while (pieces.size() > kept) {
            written -= pieces.remove(pieces.size() - 1).length;
        }
    }

    @Override
    public void clear() {
        pieces.clear();
        written = 0;
        flushed = 0;
        settled = false;
        unfix();
        finished = false;
    }

    /** Whether the client would have seen something of it, if so many bytes were kept back unless a unit flushes. */
    boolean hasSent(int keptBack) {
        return flushed > 0 || written >= keptBack;
    }

    /** Whoever sends the response runs its body filters too. */
    void filtersItself() {
        filtersItself = true;
    }

    /** Whether the body filters are not to be put in the channel's way. */
    boolean isFilteredBySender() {
        return filtersItself;
    }

    /** Whether a unit has settled the headers, so that the response is the units'. */
    boolean settled() {
        return settled;
    }

    /** What units have written, piece by piece, which is nobody's but the caller's from now on. */
    List<byte[]> takePieces() {
        List<byte[]> taken = List.copyOf(pieces);
        pieces.clear();
        written = 0;
        return taken;
    }

    /** What units have written, in one. */
    byte[] takeBody() {
        byte[] joined = new byte[(int) written];
        int at = 0;
        for (byte[] piece : takePieces()) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        return joined;
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
        return statusSetInPhase || settled;
    }
}
