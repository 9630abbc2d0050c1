package dev.cuprum.undertow.standalone.files;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import io.undertow.util.ETagUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** What the conditions of a request come to, in the order of RFC 9110, section 13.2.2. */
final class Preconditions {

    private Preconditions() {}

    /** The status that ends the request early: 412 or 304; empty where it goes on. */
    static Optional<Integer> check(HttpServerExchange exchange, FileFacts facts) {
        HeaderMap headers = exchange.getRequestHeaders();
        if (headers.contains(Headers.IF_MATCH)) {
            if (!ETagUtils.handleIfMatch(exchange, facts.etag(), false)) {
                return Optional.of(StatusCodes.PRECONDITION_FAILED);
            }
        } else if (date(headers, Headers.IF_UNMODIFIED_SINCE)
                .filter(facts.modified()::isAfter)
                .isPresent()) {
            return Optional.of(StatusCodes.PRECONDITION_FAILED);
        }
        if (headers.contains(Headers.IF_NONE_MATCH)) {
            boolean any = "*".equals(headers.getFirst(Headers.IF_NONE_MATCH).strip());
            if (any || !ETagUtils.handleIfNoneMatch(exchange, facts.etag(), true)) {
                return Optional.of(StatusCodes.NOT_MODIFIED);
            }
        } else if (date(headers, Headers.IF_MODIFIED_SINCE)
                .filter(since -> !facts.modified().isAfter(since))
                .isPresent()) {
            return Optional.of(StatusCodes.NOT_MODIFIED);
        }
        return Optional.empty();
    }

    private static Optional<Instant> date(HeaderMap headers, HttpString name) {
        return Optional.ofNullable(headers.getFirst(name))
                .map(DateUtils::parseDate)
                .map(Date::toInstant);
    }
}
