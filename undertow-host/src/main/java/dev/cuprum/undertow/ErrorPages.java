package dev.cuprum.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;

/** What a route answers in place of responses that nobody has given a body; asked by {@link ErrorPage#send}. */
@FunctionalInterface
public interface ErrorPages {

    /** Where an exchange keeps those of its route. */
    AttachmentKey<ErrorPages> KEY = AttachmentKey.create(ErrorPages.class);

    /**
     * Answers a request.
     *
     * @param status the status of the response that nobody has given a body
     * @return false where there is no page for that status; nothing was done then
     * @throws Exception where a handler on the way throws
     */
    boolean take(HttpServerExchange exchange, int status) throws Exception;
}
