package dev.cuprum.undertow;

/**
 * What an {@link EdgeHandler} is told.
 *
 * @param maxBody the longest request body, in bytes, that is received for a unit; a longer one is answered with 413
 * @param bodyBuffer how many bytes of a request's body are kept in memory for units; a longer body goes to a file
 * @param routes the routes behind the edge
 */
public record EdgeOptions(long maxBody, long bodyBuffer, RouteMap routes) {

    /** The longest request body that is received for a unit: 1 MiB, as in nginx. */
    public static final long DEFAULT_MAX_BODY = 1L << 20;

    /** How much of a request's body is kept in memory: 16 KiB, as in nginx. */
    public static final long DEFAULT_BODY_BUFFER = 16L << 10;

    /** nginx's limits, and no routes. */
    public static final EdgeOptions DEFAULT = new EdgeOptions(DEFAULT_MAX_BODY, DEFAULT_BODY_BUFFER, RouteMap.NONE);

    /** The same with another limit of the request's body. */
    public EdgeOptions withMaxBody(long bytes) {
        return new EdgeOptions(bytes, bodyBuffer, routes);
    }
}
