package dev.cuprum.polyglot;

import dev.cuprum.engine.LogLevel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/**
 * The request and its response, as units in a language other than JavaScript see them, by the name {@code exchange}. Public
 * for GraalVM alone, which calls the exported methods. Text that is not there is null, {@code None} in Python.
 */
public final class GuestExchange {

    private final CurrentRun run;
    private final RequestHost request;
    private final ResponseHost response;

    GuestExchange(CurrentRun run) {
        this.run = run;
        request = new RequestHost(run);
        response = new ResponseHost(run);
    }

    @HostAccess.Export
    public String method() {
        return request.method();
    }

    @HostAccess.Export
    public String url() {
        return request.url();
    }

    @HostAccess.Export
    public String path() {
        return request.path();
    }

    @HostAccess.Export
    public void setPath(String path) {
        request.setPath(path);
    }

    @HostAccess.Export
    public String query() {
        return request.query();
    }

    @HostAccess.Export
    public void setQuery(String query) {
        request.setQuery(query);
    }

    /** The first argument of a name in the query, decoded. */
    @HostAccess.Export
    public @Nullable String argument(String name) {
        return request.argument(name);
    }

    @HostAccess.Export
    public String ip() {
        return request.ip();
    }

    /** A variable, by nginx's names. */
    @HostAccess.Export
    public @Nullable String variable(String name) {
        return request.variable(name);
    }

    /** All values of a header field of the request, joined. */
    @HostAccess.Export
    public @Nullable String header(String name) {
        return request.header(name);
    }

    /** Sets a header field of the request, for what comes after the unit. */
    @HostAccess.Export
    public void setRequestHeader(String name, String value) {
        request.setHeader(name, value);
    }

    @HostAccess.Export
    public void removeRequestHeader(String name) {
        request.removeHeader(name);
    }

    /** The body of the request as text in UTF-8. */
    @HostAccess.Export
    public String body() {
        return request.bodyText();
    }

    @HostAccess.Export
    public int status() {
        return response.status();
    }

    @HostAccess.Export
    public void setStatus(int status) {
        response.setStatus(status);
    }

    /** All values of a header field of the response, joined. */
    @HostAccess.Export
    public @Nullable String responseHeader(String name) {
        return response.header(name);
    }

    /** Sets a header field of the response. */
    @HostAccess.Export
    public void setHeader(String name, String value) {
        response.setHeader(name, value);
    }

    /** Adds a header field to the response. */
    @HostAccess.Export
    public void addHeader(String name, String value) {
        response.addHeader(name, value);
    }

    @HostAccess.Export
    public void removeHeader(String name) {
        response.removeHeader(name);
    }

    /** Adds text to the body of the response. */
    @HostAccess.Export
    public void write(String text) {
        response.write(text);
    }

    /** Ends the request with a status, once the unit has run to its end. */
    @HostAccess.Export
    public void exit(int status) {
        response.exit(status);
    }

    /** Ends the phase, once the unit has run to its end. */
    @HostAccess.Export
    public void next() {
        response.endPhase();
    }

    /** Gives the variable of a set unit its value. */
    @HostAccess.Export
    public void assign(String value) {
        response.assign(value);
    }

    /** The piece of the body that a body_filter unit filters, as text in UTF-8. */
    @HostAccess.Export
    public String chunk() {
        ByteBuffer octets = response.chunk();
        return StandardCharsets.UTF_8.decode(octets).toString();
    }

    /** Whether that piece is the last. */
    @HostAccess.Export
    public boolean last() {
        return response.last();
    }

    @HostAccess.Export
    public void replaceChunk(String text) {
        response.replaceChunk(text);
    }

    /** Writes to the log of the unit, at a level of nginx. */
    @HostAccess.Export
    public void log(String level, String text) {
        run.get().execution().log(LogLevel.parse(level), text);
    }
}
