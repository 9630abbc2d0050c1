package dev.cuprum.polyglot;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.AttachmentKey;
import dev.cuprum.http.BodyChunk;
import dev.cuprum.http.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * The response and the end of an execution, for the script that shows them to units. Public for GraalVM alone, which calls
 * the exported methods.
 */
public final class ResponseHost {

    private static final AttachmentKey<AtomicReference<@Nullable String>> CONTEXT =
            new AttachmentKey<>("ctx of JavaScript");
    private static final int BYTES_A_CHARACTER = 3;

    private final CurrentRun run;

    ResponseHost(CurrentRun run) {
        this.run = run;
    }

    private Response response() {
        return run.get().exchange().response();
    }

    @HostAccess.Export
    public int status() {
        return response().status();
    }

    @HostAccess.Export
    public void setStatus(int status) {
        response().setStatus(status);
    }

    @HostAccess.Export
    public @Nullable String header(String name) {
        return RequestHost.joined(response().headers(), name);
    }

    @HostAccess.Export
    public String[] headers(String name) {
        return response().headers().all(name).toArray(String[]::new);
    }

    @HostAccess.Export
    public String[] fields() {
        return RequestHost.fields(response().headers());
    }

    @HostAccess.Export
    public void setHeader(String name, String value) {
        response().headers().set(name, Bytes.headerValue(name, value));
    }

    @HostAccess.Export
    public void addHeader(String name, String value) {
        response().headers().add(name, Bytes.headerValue(name, value));
    }

    @HostAccess.Export
    public void removeHeader(String name) {
        response().headers().remove(name);
    }

    @HostAccess.Export
    public void write(String text) {
        run.get().budget().reserve((long) text.length() * BYTES_A_CHARACTER);
        response().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @HostAccess.Export
    public void writeBytes(Value buffer, int offset, int length) {
        response().write(octets(buffer, offset, length));
    }

    private byte[] octets(Value buffer, int offset, int length) {
        run.get().budget().reserve(length);
        byte[] octets = new byte[length];
        buffer.readBuffer(offset, octets, 0, length);
        return octets;
    }

    /**
     * Gives the response, where it is not on its way yet, the status that the request ends with.
     *
     * @throws IllegalStateException where units have begun to write it with another
     */
    @HostAccess.Export
    public void begin(int status) {
        Response response = response();
        if (response.written() > 0 && response.status() != status) {
            throw new IllegalStateException(
                    "the response has begun, with status " + response.status() + ": it cannot have " + status + " now");
        }
        if (!response.started()) {
            response.setStatus(status);
        }
    }

    /** Ends the request without a body, once the unit has run to its end. */
    @HostAccess.Export
    public void end(int status) {
        begin(status);
        exit(status);
    }

    /** Ends the request with a status, or the phase with 0, once the unit has run to its end. */
    @HostAccess.Export
    public void exit(int status) {
        run.get().exit(status);
    }

    /** Ends the phase, once the unit has run to its end. */
    @HostAccess.Export
    public void endPhase() {
        run.get().exit(Outcome.Exited.OK);
    }

    @HostAccess.Export
    public boolean exits() {
        return run.get().exits();
    }

    /** A promise was rejected that nothing awaits; never throws. */
    @HostAccess.Export
    public void unheard() {
        Run current = run.orNull();
        if (current != null) {
            current.unheard();
        }
    }

    /** The unit's function has returned a promise. */
    @HostAccess.Export
    public void await() {
        run.get().await();
    }

    /** What the unit's function has promised is there. */
    @HostAccess.Export
    public void settle() {
        run.get().settle();
    }

    /** Gives the unit's variable a value. */
    @HostAccess.Export
    public void assign(String value) {
        Run current = run.get();
        current.execution().unit().variable().ifPresent(name -> current.exchange()
                .setVariable(name, Bytes.octets(value)));
    }

    private BodyChunk piece() {
        return response().chunk().orElseThrow(() -> new IllegalStateException("only a body_filter unit has a chunk"));
    }

    @HostAccess.Export
    public ByteBuffer chunk() {
        byte[] octets = piece().bytes();
        run.get().budget().reserve(octets.length * 2L);
        return ByteBuffer.wrap(octets);
    }

    @HostAccess.Export
    public boolean last() {
        return piece().last();
    }

    @HostAccess.Export
    public void replaceChunk(String text) {
        run.get().budget().reserve((long) text.length() * BYTES_A_CHARACTER);
        piece().replace(text.getBytes(StandardCharsets.UTF_8));
    }

    @HostAccess.Export
    public void replaceChunkBytes(Value buffer, int offset, int length) {
        piece().replace(octets(buffer, offset, length));
    }

    /** What units of this request have kept for each other, as JSON; null for nothing. */
    @HostAccess.Export
    public @Nullable String kept() {
        return kept(run.get()).get();
    }

    @HostAccess.Export
    public void keep(String json) {
        run.get().budget().reserve((long) json.length() * BYTES_A_CHARACTER);
        kept(run.get()).set(json);
    }

    private static AtomicReference<@Nullable String> kept(Run run) {
        return run.exchange().attachment(CONTEXT, AtomicReference::new);
    }
}
