package dev.cuprum.undertow.standalone.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes of a key store what a TLS listener needs. */
public final class KeyStores {

    private KeyStores() {}

    /**
     * A context that shows the certificates of a key store.
     *
     * @throws IllegalArgumentException where it cannot be made, with a message for the person who wrote its name
     */
    public static SSLContext context(Path file, String password) {
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
            if (Collections.list(store.aliases()).stream().noneMatch(alias -> holdsKey(store, alias))) {
                throw new IllegalArgumentException("there is no private key in " + file);
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            boolean wrongPassword = e.getCause() instanceof UnrecoverableKeyException;
            throw new IllegalArgumentException(
                    wrongPassword ? "the password does not open " + file : file + " cannot be read: " + e.getMessage(),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is no key store this JVM can use: " + e.getMessage(), e);
        }
    }

    private static boolean holdsKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
