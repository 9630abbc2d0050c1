package dev.cuprum.http;

/** The request of an exchange. What is set here is what later units, and the origin, see. */
public interface Request {

    /** The method, as RFC 9110 section 9 names it. */
    String method();

    /**
     * Changes the method.
     *
     * @throws IllegalArgumentException where it is no token
     */
    void setMethod(String method);

    /** {@code http} or {@code https}. */
    String scheme();

    /** The protocol and its version: {@code HTTP/1.1}, {@code HTTP/2.0}. */
    String protocol();

    /** The host that was asked for, lower case and without a port; empty where the request names none. */
    String host();

    /** The port the request came in on. */
    int serverPort();

    /** The client's address, without a port. */
    String remoteAddress();

    /** The client's port. */
    int remotePort();

    /** The request target as the client sent it, with its query; it never changes. */
    String target();

    /** The path: decoded, normalised, without the query. */
    String path();

    /**
     * Changes the path.
     *
     * @param path the decoded path, starting with a slash
     * @throws IllegalArgumentException where it does not start with a slash
     */
    void setPath(String path);

    /** The query as it is on the wire, without the question mark; empty where there is none. */
    String query();

    /** Changes the query; an empty text removes it. */
    void setQuery(String query);

    /** The header fields. */
    HeaderFields headers();

    /** The body. */
    RequestBody body();

    /**
     * The request line and the header fields as they came, each with its CRLF, and the empty line behind them: one
     * character per byte. Where a host does not keep them they are written anew from what it knows.
     */
    String rawHeader();

    /** Whether the request was sent on inside the server, and is not any more what the client asked for. */
    boolean internal();

    /** Nanoseconds of {@link System#nanoTime} at which the request's first byte was seen. */
    long startNanos();
}
