package dev.cuprum.undertow.control;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The token that every call has to show (RFC 6750 section 2.1). Immutable. */
final class BearerToken {

    private static final String SCHEME = "bearer ";

    private final byte[] expected;

    BearerToken(String token) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("the control plane needs a token, and the one given is empty");
        }
        expected = token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @throws Refusal where the token is missing or wrong
     */
    void check(HeaderMap headers) {
        @Nullable String given = headers.getFirst(Headers.AUTHORIZATION);
        if (given == null || !given.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw Refusal.unauthorized(false);
        }
        byte[] token = given.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        // Takes the same time whatever the first wrong byte is.
        if (!MessageDigest.isEqual(expected, token)) {
            throw Refusal.unauthorized(true);
        }
    }
}
