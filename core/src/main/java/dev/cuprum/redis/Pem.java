package dev.cuprum.redis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and keys from PEM files, for TLS. */
final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    /**
     * Trusts whom the certificates of a file have signed.
     *
     * @throws IllegalArgumentException where there are none
     */
    static TrustManagerFactory trust(Path file) {
        try {
            KeyStore store = empty();
            for (Certificate certificate : certificates(file)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(file, "certificates", e);
        }
    }

    /**
     * Shows a certificate, and proves with the key that it is one's own.
     *
     * @param certificate a file with it, and with those between it and the authority after it
     * @param key a file with its key
     * @throws IllegalArgumentException where one of them cannot be used
     */
    static KeyManagerFactory identity(Path certificate, Path key) {
        List<Certificate> chain = certificates(certificate);
        PrivateKey secret = key(key, chain.get(0).getPublicKey().getAlgorithm());
        try {
            KeyStore store = empty();
            store.setKeyEntry("node", secret, new char[0], chain.toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(certificate, "certificate", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        return store;
    }

    private static List<Certificate> certificates(Path file) {
        try {
            List<Certificate> certificates = List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))));
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no certificate in " + file + "; it must hold -----BEGIN CERTIFICATE-----");
            }
            return certificates;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(file, "certificates", e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) {
        try {
            Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (!pem.find()) {
                throw new IllegalArgumentException("there is no -----BEGIN PRIVATE KEY----- in " + file
                        + "; openssl pkcs8 -topk8 -nocrypt -in OTHER -out " + file.getFileName()
                        + " writes one from a key in another form");
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) { // Its cause may have a part of the key in it.
            throw new IllegalArgumentException(
                    "the key in " + file + " cannot be used with a certificate for " + algorithm);
        } catch (IOException e) {
            throw unusable(file, "key", e);
        }
    }

    private static IllegalArgumentException unusable(Path file, String what, Exception e) {
        return new IllegalArgumentException("the " + what + " for TLS cannot be read from " + file + ": " + e, e);
    }
}
