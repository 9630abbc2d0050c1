package dev.cuprum.redis;

import dev.cuprum.store.SigningKey;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.TrustedKey;
import dev.cuprum.store.TrustedKeys;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may publish. What is signed is a release as a whole: its head, which names the digest of all units and the newest
 * entry of the history, together with the namespace. So a signature is good for exactly one generation of one edge, and
 * no unit of it can be put under another id, brought back, or be left out.
 */
final class Trust {

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{16}");

    private final String namespace;
    private final @Nullable SigningKey signer;
    private final @Nullable TrustedKeys trusted;

    /**
     * @param signer signs what this node publishes; null where it does not sign
     * @param trusted whose releases this node runs; null for anybody's, signed or not
     * @throws IllegalArgumentException where a node would not run what it publishes itself
     */
    Trust(String namespace, @Nullable SigningKey signer, @Nullable TrustedKeys trusted) {
        this.namespace = namespace;
        this.signer = signer;
        this.trusted = trusted;
        if (signer != null && trusted != null && trusted.key(signer.id()).isEmpty()) {
            throw new IllegalArgumentException("this node signs with key " + signer.id() + " and trusts "
                    + String.join(", ", trusted.ids()) + " only: it would not run what it publishes. Add "
                    + signer.publicKey().line() + " to the trusted keys, or have it sign with one of those");
        }
    }

    /** Whether this node runs signed releases only. */
    boolean isRequired() {
        return trusted != null;
    }

    /**
     * @throws StoreUnavailableException where this node would not run what it publishes
     */
    void requireSigner() {
        if (isRequired() && signer == null) {
            throw new StoreUnavailableException("this node runs signed releases only, and has no key to sign one;"
                    + " nothing was published. Publish through a node that has one, or give this one a key: the"
                    + " environment's " + SigningKey.VARIABLE + ", or a file");
        }
    }

    /** The head with this node's signature, where it signs. */
    Head signed(Head head) {
        return signer == null
                ? head
                : head.signed(signer.id(), Base64.getEncoder().encodeToString(signer.sign(head.text(namespace))));
    }

    /** Why this node does not believe a head; nothing where it does. */
    Optional<String> objection(Head head) {
        return trusted == null ? Optional.empty() : objection(head, trusted);
    }

    private Optional<String> objection(Head head, TrustedKeys keys) {
        if (head.signature().isEmpty()) {
            return Optional.of("it is not signed");
        }
        if (!KEY.matcher(head.key()).matches()) {
            return Optional.of("it is signed, and does not name a key");
        }
        Optional<TrustedKey> key = keys.key(head.key());
        if (key.isEmpty()) {
            return Optional.of("it is signed with key " + head.key() + ", and this node trusts "
                    + String.join(", ", keys.ids()) + " only");
        }
        return key.get().verifies(head.text(namespace), decoded(head.signature()))
                ? Optional.empty()
                : Optional.of("its signature is not one of key " + head.key()
                        + " for what it says: it was altered, or is" + " of another namespace");
    }

    /** The bytes of a signature; none where it is no base64, and so no signature. */
    private static byte[] decoded(String signature) {
        try {
            return Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
