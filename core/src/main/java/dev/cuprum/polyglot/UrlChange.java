package dev.cuprum.polyglot;

import dev.cuprum.polyglot.UrlParser.State;
import java.util.ArrayList;

/**
 * The changes that a unit can make to a URL part by part, as the setters of the URL standard make them: what cannot be
 * changed to that stays as it is.
 */
final class UrlChange {

    private UrlChange() {}

    /** Changes a part of a URL. */
    static void apply(UrlRecord url, String part, String value) {
        switch (part) {
            case "protocol" -> UrlParser.change(url, value + ":", State.SCHEME_START);
            case "username" -> username(url, value);
            case "password" -> password(url, value);
            case "host" -> host(url, value, State.HOST);
            case "hostname" -> host(url, value, State.HOSTNAME);
            case "port" -> port(url, value);
            case "pathname" -> pathname(url, value);
            case "search" -> search(url, value);
            case "hash" -> hash(url, value);
            default -> throw new IllegalArgumentException("a URL has no part '" + part + "'");
        }
    }

    private static void username(UrlRecord url, String value) {
        if (url.hasAuthority()) {
            url.username = PercentSet.USERINFO.encode(value);
        }
    }

    private static void password(UrlRecord url, String value) {
        if (url.hasAuthority()) {
            url.password = PercentSet.USERINFO.encode(value);
        }
    }

    private static void host(UrlRecord url, String value, State state) {
        if (url.opaquePath == null) {
            UrlParser.change(url, value, state);
        }
    }

    private static void port(UrlRecord url, String value) {
        if (!url.hasAuthority()) {
            return;
        }
        if (value.isEmpty()) {
            url.port = UrlRecord.NO_PORT;
        } else {
            UrlParser.change(url, value, State.PORT);
        }
    }

    private static void pathname(UrlRecord url, String value) {
        if (url.opaquePath == null) {
            url.path = new ArrayList<>();
            UrlParser.change(url, value, State.PATH_START);
        }
    }

    private static void search(UrlRecord url, String value) {
        url.query = value.isEmpty() ? null : "";
        if (!value.isEmpty()) {
            UrlParser.change(url, value.startsWith("?") ? value.substring(1) : value, State.QUERY);
        }
    }

    private static void hash(UrlRecord url, String value) {
        url.fragment = value.isEmpty() ? null : "";
        if (!value.isEmpty()) {
            UrlParser.change(url, value.startsWith("#") ? value.substring(1) : value, State.FRAGMENT);
        }
    }
}
