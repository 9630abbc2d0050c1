package dev.cuprum.undertow.control;

import dev.cuprum.store.PreconditionFailedException;
import dev.cuprum.store.Release.Precondition;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.unit.UnitId;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of a call on a unit: If-Match and If-None-Match, evaluated in the order of RFC 9110 section 13.2.2.
 *
 * @param ifMatch the tags one of which the unit must have; empty where the call does not say
 * @param ifNoneMatch the tags none of which the unit may have; empty where the call does not say
 */
record Conditions(Optional<EntityTags> ifMatch, Optional<EntityTags> ifNoneMatch) {

    /**
     * @throws Refusal where one of the fields is malformed
     */
    static Conditions of(HeaderMap headers) {
        return new Conditions(tags(headers, Headers.IF_MATCH), tags(headers, Headers.IF_NONE_MATCH));
    }

    private static Optional<EntityTags> tags(HeaderMap headers, HttpString name) {
        return headers.contains(name)
                ? Optional.of(EntityTags.parse(name.toString(), String.join(",", headers.get(name))))
                : Optional.empty();
    }

    /** Whether the client of a GET has this version of the unit already. */
    boolean notModified(String etag) {
        return ifNoneMatch.filter(tags -> tags.matchWeakly(etag)).isPresent();
    }

    /** Whether the call asks for anything at all. */
    boolean isEmpty() {
        return ifMatch.isEmpty() && ifNoneMatch.isEmpty();
    }

    /**
     * Evaluates the conditions of a change, and says what must still be true at the moment of the change.
     *
     * @param present the unit as it is now
     * @throws PreconditionFailedException where the conditions are not met
     */
    Precondition evaluate(UnitId id, Optional<StoredUnit> present) {
        if (present.isEmpty()) {
            if (ifMatch.isPresent()) {
                throw new PreconditionFailedException(
                        id, "If-Match asks for a version of unit '" + id + "', and there is no such unit");
            }
            return new Precondition.Absent();
        }
        String etag = present.get().etag();
        if (ifMatch.filter(tags -> !tags.matchStrongly(etag)).isPresent()) {
            throw new PreconditionFailedException(
                    id,
                    "unit '" + id + "' has changed: it is \"" + etag
                            + "\" now, and If-Match asks for another version; read it again");
        }
        if (ifNoneMatch.filter(tags -> tags.matchWeakly(etag)).isPresent()) {
            throw new PreconditionFailedException(
                    id,
                    "there is a unit '" + id + "' already: \"" + etag + "\", and If-None-Match asks for it not to be");
        }
        boolean anyVersion =
                ifNoneMatch.isEmpty() && ifMatch.map(EntityTags::any).orElse(true);
        return new Precondition.Matches(anyVersion ? List.of() : List.of(etag));
    }
}
