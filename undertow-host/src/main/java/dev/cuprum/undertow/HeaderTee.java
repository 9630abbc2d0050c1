package dev.cuprum.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Keeps the heads of a connection's HTTP/1 requests as they came, byte for byte, for units that ask for them: Undertow
 * keeps neither the order of header fields nor their spelling in full.
 *
 * <p>It reads along: from the empty line behind a head it knows by Content-Length or the chunks where the next request
 * begins. What it cannot follow, such as an upgraded connection or a head of more than {@value #LONGEST} bytes, makes it
 * give up for the rest of the connection, and heads are then written anew. Used by one thread at a time, as connections
 * are.
 */
public final class HeaderTee extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private static final int LONGEST = 1 << 20;

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        TRAILER,
        LOST
    }

    private final ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    private final StringBuilder line = new StringBuilder();
    private final Deque<String> heads = new ArrayDeque<>();
    private State state = State.HEAD;
    private long toSkip;
    private boolean chunked;
    private int lineLength;
    private Optional<String> current = Optional.empty();

    private HeaderTee(StreamSourceConduit next) {
        super(next);
    }

    /** Reads along on a connection of which nothing has been read yet. */
    public static void on(StreamConnection connection) {
        connection
                .getSourceChannel()
                .setConduit(new HeaderTee(connection.getSourceChannel().getConduit()));
    }

    private static Optional<HeaderTee> of(HttpServerExchange exchange) {
        return exchange.getConnection() instanceof HttpServerConnection http
                        && http.getOriginalSourceConduit() instanceof HeaderTee tee
                ? Optional.of(tee)
                : Optional.empty();
    }

    /** A request of the connection begins; to be called for each. */
    static void begin(HttpServerExchange exchange) {
        of(exchange).ifPresent(tee -> tee.current = Optional.ofNullable(tee.heads.poll()));
    }

    /** The head of the request, one character per byte, with its empty line; empty where it is not known. */
    static Optional<String> head(HttpServerExchange exchange) {
        return of(exchange).flatMap(tee -> tee.current);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        int count = super.read(into);
        for (int i = start; i < start + count; i++) {
            take(into.get(i));
        }
        return count;
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (into[i].hasRemaining()) {
                return read(into[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
        return IoUtils.transfer(new ConduitReadableByteChannel(this), count, through, target);
    }

    private void take(byte octet) {
        switch (state) {
            case HEAD -> takeOfHead(octet);
            case BODY -> {
                toSkip--;
                if (toSkip == 0) {
                    state = chunked ? State.CHUNK_SIZE : State.HEAD;
                }
            }
            case CHUNK_SIZE -> takeOfSize(octet);
            case TRAILER -> takeOfTrailer(octet);
            case LOST -> {}
        }
    }

    private void takeOfHead(byte octet) {
        if (octet != '\n') {
            if (octet != '\r') {
                lineLength++;
            }
            head.write(octet);
            if (head.size() > LONGEST) {
                state = State.LOST;
            }
            return;
        }
        if (lineLength > 0) {
            head.write(octet);
            lineLength = 0;
        } else if (head.size() <= 1) {
            // An empty line before a request is none of it (RFC 9112 section 2.2).
            head.reset();
        } else {
            head.write(octet);
            complete();
        }
    }

    private void complete() {
        String text = head.toString(StandardCharsets.ISO_8859_1);
        head.reset();
        heads.add(text);
        String fields = text.toLowerCase(Locale.ROOT);
        chunked = fields.contains("\ntransfer-encoding:");
        if (fields.contains("\nupgrade:") || fields.startsWith("connect ") || heads.size() > 1000) {
            state = State.LOST;
        } else if (chunked) {
            state = State.CHUNK_SIZE;
        } else {
            toSkip = contentLength(fields);
            state = toSkip > 0 ? State.BODY : toSkip < 0 ? State.LOST : State.HEAD;
        }
    }

    /** The Content-Length of a head; 0 where there is none, -1 where it is none. */
    private static long contentLength(String fields) {
        int at = fields.indexOf("\ncontent-length:");
        if (at < 0) {
            return 0;
        }
        int end = fields.indexOf('\n', at + 1);
        try {
            return Long.parseLong(fields.substring(at + 16, end).strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void takeOfSize(byte octet) {
        if (octet != '\n') {
            line.append((char) octet);
            if (line.length() > 1000) {
                state = State.LOST;
            }
            return;
        }
        String size = line.toString().split(";", 2)[0].strip();
        line.setLength(0);
        try {
            long length = Long.parseLong(size, 16);
            lineLength = 0;
            // The chunk's own line end comes behind its bytes.
            toSkip = length + 2;
            state = length == 0 ? State.TRAILER : State.BODY;
        } catch (NumberFormatException e) {
            state = State.LOST;
        }
    }

    private void takeOfTrailer(byte octet) {
        if (octet == '\n') {
            if (lineLength == 0) {
                chunked = false;
                state = State.HEAD;
            }
            lineLength = 0;
        } else if (octet != '\r') {
            lineLength++;
        }
    }
}
