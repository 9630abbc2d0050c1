package dev.cuprum.undertow.standalone.config;

import dev.cuprum.store.SigningKey;
import dev.cuprum.store.TrustedKeys;
import java.util.Map;
import java.util.Optional;

/**
 * Who signs releases, and whose releases a node runs.
 *
 * @param key signs what this node publishes; without one it is not signed
 * @param trusted have signed what this node runs; without them it runs whatever there is
 */
public record Signatures(Optional<SigningKey> key, Optional<TrustedKeys> trusted) {

    /** Nothing is signed, and nobody asks. */
    public static final Signatures NONE = new Signatures(Optional.empty(), Optional.empty());

    /**
     * The same with the key that the environment holds, where it holds one.
     *
     * @throws IllegalArgumentException where it holds something else
     */
    public Signatures with(Map<String, String> environment) {
        return new Signatures(SigningKey.fromEnvironment(environment).or(() -> key), trusted);
    }
}
