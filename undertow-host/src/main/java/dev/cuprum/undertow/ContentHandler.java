package dev.cuprum.undertow;

import dev.cuprum.Edge;
import dev.cuprum.exec.PhaseResult;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;

/**
 * Runs the units that make responses. Where none of them wrote, set a status, redirected or exited, the application
 * answers: a unit declines by doing nothing.
 */
final class ContentHandler extends PhaseHandler {

    ContentHandler(Edge edge, HttpHandler application) {
        super(edge, application, Phase.CONTENT);
    }

    @Override
    boolean answers(PhaseResult result, UndertowResponse response) {
        return result != PhaseResult.GO_ON || response.touchedInPhase();
    }
}
