package dev.cuprum.undertow;

import dev.cuprum.Edge;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;

/** Runs the units that change requests: server_rewrite, then rewrite. */
final class RewriteHandler extends PhaseHandler {

    RewriteHandler(Edge edge, HttpHandler next) {
        super(edge, next, Phase.SERVER_REWRITE, Phase.REWRITE);
    }
}
