package dev.cuprum.undertow.control;

import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;

/** Ends a call with an answer that says what is wrong with it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private Refusal(String message, Answer answer) {
        super(message, null, false, false);
        this.answer = answer;
    }

    /** A refusal that its status and one sentence explain. */
    static Refusal of(int status, String detail) {
        return new Refusal(detail, ProblemDocument.of(status, detail).answer());
    }

    /** The path is right and the method is not; OPTIONS is answered with the methods there are. */
    static Refusal method(HttpString method, List<String> allowed) {
        String list = String.join(", ", allowed);
        Answer answer = method.equals(Methods.OPTIONS)
                ? Answer.empty(204)
                : ProblemDocument.of(405, method + " is not possible here; use " + list)
                        .answer();
        return new Refusal(list, answer.header(Headers.ALLOW, list));
    }

    /** The token is missing or wrong. */
    static Refusal unauthorized(boolean given) {
        String detail = given
                ? "the bearer token is not this edge's admin token"
                : "this call needs the edge's admin token: Authorization: Bearer TOKEN";
        String challenge = "Bearer realm=\"cuprum\"" + (given ? ", error=\"invalid_token\"" : "");
        return new Refusal(
                detail, ProblemDocument.of(401, detail).answer().header(Headers.WWW_AUTHENTICATE, challenge));
    }

    /** The answer. */
    Answer answer() {
        return answer;
    }
}
