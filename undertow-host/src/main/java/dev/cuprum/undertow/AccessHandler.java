package dev.cuprum.undertow;

import dev.cuprum.Edge;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;

/** Runs the units that decide whether a request may go on: access, then precontent. */
final class AccessHandler extends PhaseHandler {

    AccessHandler(Edge edge, HttpHandler next) {
        super(edge, next, Phase.ACCESS, Phase.PRECONTENT);
    }
}
