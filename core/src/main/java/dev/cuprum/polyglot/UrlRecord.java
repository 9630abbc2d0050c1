package dev.cuprum.polyglot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A URL taken to pieces, as the URL standard has it; {@link UrlParser} fills it. */
final class UrlRecord {

    static final int NO_PORT = -1;

    private static final Map<String, Integer> SPECIAL =
            Map.of("ftp", 21, "file", NO_PORT, "http", 80, "https", 443, "ws", 80, "wss", 443);

    String scheme = "";
    String username = "";
    String password = "";
    /** The host as it is written; empty where it is empty, null where there is none. */
    @Nullable
    String host;

    int port = NO_PORT;
    List<String> path = new ArrayList<>();
    /** The path where it has no parts, as that of {@code mailto:}; null where it has. */
    @Nullable
    StringBuilder opaquePath;

    @Nullable
    String query;

    @Nullable
    String fragment;

    static boolean isSpecial(String scheme) {
        return SPECIAL.containsKey(scheme);
    }

    boolean isSpecial() {
        return isSpecial(scheme);
    }

    boolean isFile() {
        return scheme.equals("file");
    }

    boolean hasCredentials() {
        return !username.isEmpty() || !password.isEmpty();
    }

    /** Whether it can have a user, a password and a port. */
    boolean hasAuthority() {
        return host != null && !host.isEmpty() && !isFile();
    }

    void port(int number) {
        port = Objects.equals(SPECIAL.get(scheme), number) ? NO_PORT : number;
    }

    /** Takes another scheme, where a URL with that one can have what this one has. */
    void changeScheme(String wanted) {
        boolean refused = isSpecial() != isSpecial(wanted)
                || ((hasCredentials() || port != NO_PORT) && wanted.equals("file"))
                || (isFile() && (host == null || host.isEmpty()));
        if (!refused) {
            scheme = wanted;
            port(port);
        }
    }

    void copyAuthority(UrlRecord other) {
        username = other.username;
        password = other.password;
        host = other.host;
        port = other.port;
    }

    void copyPath(UrlRecord other) {
        path = new ArrayList<>(other.path);
        opaquePath = other.opaquePath == null ? null : new StringBuilder(other.opaquePath);
    }

    /** Goes up one level; not above the drive of a file. */
    void shortenPath() {
        boolean drive = isFile() && path.size() == 1 && isDrive(path.get(0), false);
        if (!path.isEmpty() && !drive) {
            path.remove(path.size() - 1);
        }
    }

    /**
     * Goes on along the path.
     *
     * @param part what stands between two slashes; dots have their meaning
     * @param more whether there is another slash after it
     */
    void addToPath(String part, boolean more) {
        String dots = part.toLowerCase(Locale.ROOT).replace("%2e", ".");
        if (dots.equals("..")) {
            shortenPath();
        }
        if (dots.equals("..") || dots.equals(".")) {
            if (!more) {
                path.add("");
            }
        } else if (isFile() && path.isEmpty() && isDrive(part, true)) {
            path.add(part.charAt(0) + ":");
        } else {
            path.add(part);
        }
    }

    /** Whether a text is the letter of a drive, with a colon; or, where that is allowed, a bar instead. */
    static boolean isDrive(String text, boolean bar) {
        return text.length() == 2
                && UrlParser.isLetter(text.charAt(0))
                && (text.charAt(1) == ':' || (bar && text.charAt(1) == '|'));
    }

    String pathname() {
        if (opaquePath != null) {
            return opaquePath.toString();
        }
        StringBuilder out = new StringBuilder();
        path.forEach(part -> out.append('/').append(part));
        return out.toString();
    }

    private String authority() {
        if (host == null) {
            // A path that begins with two slashes must not be read as a host.
            return opaquePath == null && path.size() > 1 && path.get(0).isEmpty() ? "/." : "";
        }
        StringBuilder out = new StringBuilder("//");
        if (hasCredentials()) {
            out.append(username);
            if (!password.isEmpty()) {
                out.append(':').append(password);
            }
            out.append('@');
        }
        out.append(host);
        if (port != NO_PORT) {
            out.append(':').append(port);
        }
        return out.toString();
    }

    String href() {
        String text = scheme + ":" + authority() + pathname();
        if (query != null) {
            text += "?" + query;
        }
        return fragment == null ? text : text + "#" + fragment;
    }

    private static String prefixed(char prefix, @Nullable String text) {
        return text == null || text.isEmpty() ? "" : prefix + text;
    }

    /** Everything that a URL tells of itself, line by line. */
    String lines() {
        return String.join(
                "\n",
                href(),
                scheme + ":",
                username,
                password,
                host == null ? "" : host,
                port == NO_PORT ? "" : Integer.toString(port),
                pathname(),
                prefixed('?', query),
                prefixed('#', fragment));
    }
}
