package dev.cuprum.undertow;

import dev.cuprum.exec.PhaseResult;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;

/**
 * Runs the units that make responses. Where none of them wrote, set a status, redirected or exited, the application
 * answers: a unit declines by doing nothing, unless its route leaves the request to units alone.
 */
final class ContentHandler extends PhaseHandler {

    ContentHandler(Steps steps, HttpHandler application) {
        super(steps, application, Phase.CONTENT);
    }

    @Override
    boolean answers(PhaseResult result, UndertowExchange seen) {
        return result != PhaseResult.GO_ON
                || seen.response().touchedInPhase()
                || seen.route().exclusive();
    }
}
