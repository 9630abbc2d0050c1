package dev.cuprum.undertow.standalone.config;

import java.nio.file.Path;

/**
 * A listener that speaks TLS, and HTTP/2 with clients that ask for it.
 *
 * @param listen where it listens
 * @param keyStore a PKCS #12 or JKS file with the private key and its certificates
 * @param password the password of the key store and of its key
 */
public record Tls(Address listen, Path keyStore, String password) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "Tls[listen=" + listen + ", keyStore=" + keyStore + "]";
    }
}
