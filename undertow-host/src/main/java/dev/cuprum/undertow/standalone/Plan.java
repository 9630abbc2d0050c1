package dev.cuprum.undertow.standalone;

import dev.cuprum.Edge;
import dev.cuprum.undertow.control.AdminToken;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.log.ErrorLog;
import dev.cuprum.undertow.standalone.log.LogWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a server is started with.
 *
 * @param configuration what it is told
 * @param token the admin token of its control plane; where there is none, there is no control plane
 * @param storage where the units are kept
 * @param accessLog where the access log goes
 * @param errorLog where the error log goes
 * @param patience how long requests may take to end when it stops
 * @param edge puts together what the configuration does not say of the edge
 */
record Plan(
        Configuration configuration,
        Optional<AdminToken> token,
        Storage storage,
        LogWriter accessLog,
        ErrorLog errorLog,
        Duration patience,
        Consumer<Edge.Builder> edge) {}
