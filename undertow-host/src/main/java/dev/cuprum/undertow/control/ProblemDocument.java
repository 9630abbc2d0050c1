package dev.cuprum.undertow.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.store.PreconditionFailedException;
import dev.cuprum.store.ReleasePendingException;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.UnknownGenerationException;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Problem;
import io.undertow.util.StatusCodes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.UUID;

/**
 * Says in JSON what is wrong with a call, as RFC 9457 has it.
 *
 * @param status the status
 * @param type names the kind of problem; {@code about:blank} where the status says it all
 * @param title the kind in words
 * @param detail this case in words, with the way out where there is one
 * @param instance names this very case, as the log does too; empty where nobody needs to look it up
 * @param problems each thing that is wrong, where there may be several
 */
record ProblemDocument(int status, String type, String title, String detail, String instance, List<Problem> problems) {

    private static final Logger LOG = System.getLogger(ProblemDocument.class.getName());

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String BLANK = "about:blank";
    private static final String INVALID = "urn:cuprum:problem:invalid";

    ProblemDocument {
        problems = List.copyOf(problems);
    }

    /** A problem that its status and one sentence explain. */
    static ProblemDocument of(int status, String detail) {
        return new ProblemDocument(status, BLANK, StatusCodes.getReason(status), detail, "", List.of());
    }

    /** The answer to a call that ended so. What nobody foresaw goes to the log, and only its number to the client. */
    static Answer answer(Throwable thrown) {
        if (thrown instanceof Refusal refusal) {
            return refusal.answer();
        }
        if (thrown instanceof InvalidUnitException invalid) {
            return invalid(invalid.problems()).answer();
        }
        if (thrown instanceof PreconditionFailedException) {
            return of(412, String.valueOf(thrown.getMessage())).answer();
        }
        if (thrown instanceof ReleasePendingException) {
            return of(409, String.valueOf(thrown.getMessage())).answer();
        }
        if (thrown instanceof UnknownGenerationException) {
            return of(404, String.valueOf(thrown.getMessage())).answer();
        }
        if (thrown instanceof StoreUnavailableException) {
            LOG.log(Level.WARNING, "a call to the control plane failed: {0}", thrown.getMessage());
            return of(503, String.valueOf(thrown.getMessage())).answer();
        }
        String number = "urn:uuid:" + UUID.randomUUID();
        LOG.log(Level.ERROR, "a call to the control plane failed, " + number, thrown);
        String detail = "the edge failed to answer; its log says why, under " + number;
        return new ProblemDocument(500, BLANK, StatusCodes.getReason(500), detail, number, List.of()).answer();
    }

    private static ProblemDocument invalid(List<Problem> problems) {
        String title = "This cannot be published, and nothing was changed";
        return new ProblemDocument(422, INVALID, title, new InvalidUnitException(problems).describe(), "", problems);
    }

    Answer answer() {
        return Answer.of(status, MEDIA_TYPE, json());
    }

    private ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type);
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        if (!instance.isEmpty()) {
            json.put("instance", instance);
        }
        if (!problems.isEmpty()) {
            var array = json.putArray("problems");
            for (Problem problem : problems) {
                ObjectNode one = array.addObject();
                one.put("field", problem.field());
                one.put("message", problem.message());
                if (problem.line() > 0) {
                    one.put("line", problem.line());
                }
            }
        }
        return json;
    }
}
