package dev.cuprum.undertow.standalone.config;

import java.net.URI;
import java.net.URISyntaxException;

/** Reads the addresses of origin servers. */
public final class Origins {

    private static final String FORM = "; write http://host:port or https://host:port, with a path or without";

    private Origins() {}

    public static URI parse(String text) {
        URI uri = uri(text.strip());
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("'" + text + "' does not start with http:// or https://" + FORM);
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("'" + text + "' names no host, or no possible port" + FORM);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("'" + text + "' has a query, a fragment or a user" + FORM);
        }
        return uri;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is no address: " + e.getReason() + FORM, e);
        }
    }
}
