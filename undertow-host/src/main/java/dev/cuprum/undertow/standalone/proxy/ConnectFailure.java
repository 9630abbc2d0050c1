package dev.cuprum.undertow.standalone.proxy;

import io.undertow.util.StatusCodes;

/**
 * Why there is no connection to an origin.
 *
 * @param status what the client is told
 * @param reason what the log is told
 */
record ConnectFailure(int status, String reason) {

    static final ConnectFailure TOO_MANY = new ConnectFailure(
            StatusCodes.SERVICE_UNAVAILABLE, "all connections are busy and too many requests wait (maxConnections)");

    static ConnectFailure refused(Throwable cause) {
        return new ConnectFailure(StatusCodes.BAD_GATEWAY, "cannot connect: " + cause);
    }

    static ConnectFailure tooSlow(long millis) {
        return new ConnectFailure(StatusCodes.GATEWAY_TIME_OUT, "no connection within " + millis + " ms");
    }
}
