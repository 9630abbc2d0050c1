package dev.cuprum.polyglot;

import java.util.List;
import java.util.Locale;

/**
 * Where units may send requests: one scheme, host and port, and a path with what is below it.
 *
 * @param origin scheme, host and port, as a URL has them in its one form
 * @param path begins with a slash
 */
record AllowedTarget(String origin, String path) {

    /** A server may make slashes of these, at once or after decoding twice, and leave the path by two dots. */
    private static final List<String> HIDING = List.of("%2f", "%5c", "%25");

    /**
     * Reads a target, as {@code https://api.example.com/v1/}.
     *
     * @throws IllegalArgumentException where it is none, with the reason
     */
    static AllowedTarget parse(String text) {
        UrlRecord url = UrlParser.parse(text, null);
        if (url == null || url.host == null || url.opaquePath != null) {
            throw new IllegalArgumentException(refusal(text, "it is not an absolute URL"));
        }
        if (!isHttp(url)) {
            throw new IllegalArgumentException(refusal(text, "its scheme is neither http nor https"));
        }
        if (url.hasCredentials()) {
            throw new IllegalArgumentException(
                    refusal(text, "it has a user or a password; units send them in headers"));
        }
        if (url.query != null || url.fragment != null) {
            throw new IllegalArgumentException(refusal(text, "it has a '?' or a '#'; it ends with its path"));
        }
        if (text.indexOf('*') >= 0) {
            throw new IllegalArgumentException(refusal(text, "it has a '*'; each host is written in full"));
        }
        return new AllowedTarget(originOf(url), url.pathname());
    }

    private static String refusal(String text, String why) {
        return "'" + text + "' is no target for fetch: " + why + ", as in https://api.example.com/v1/";
    }

    static boolean isHttp(UrlRecord url) {
        return url.scheme.equals("http") || url.scheme.equals("https");
    }

    static String originOf(UrlRecord url) {
        return url.scheme + "://" + url.host + (url.port == UrlRecord.NO_PORT ? "" : ":" + url.port);
    }

    /** Whether a URL is here. */
    boolean allows(UrlRecord url) {
        return isHttp(url) && originOf(url).equals(origin) && allowsPath(url.pathname());
    }

    private boolean allowsPath(String wanted) {
        if (path.equals("/")) {
            return true;
        }
        String lower = wanted.toLowerCase(Locale.ROOT);
        if (HIDING.stream().anyMatch(lower::contains) || hasDots(lower)) {
            return false;
        }
        String folder = path.endsWith("/") ? path : path + "/";
        return wanted.equals(path) || wanted.startsWith(folder);
    }

    /** Whether a part between slashes is one or two dots to servers that cut its parameters off first, as {@code ..;a}. */
    private static boolean hasDots(String lower) {
        String plain = lower.replace("%2e", ".").replace("%3b", ";");
        for (String part : plain.split("/", -1)) {
            int parameters = part.indexOf(';');
            String name = parameters < 0 ? part : part.substring(0, parameters);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return origin + path;
    }
}
