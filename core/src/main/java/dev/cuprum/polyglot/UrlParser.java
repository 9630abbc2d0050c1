package dev.cuprum.polyglot;

import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The URL standard's basic URL parser: a machine that reads one character after another, in one state or another, and
 * sometimes steps back. Each method that is named for a state does what the standard says of that state, and tells
 * whether this can still become a URL. A change of one part of a URL starts in the state of that part and ends with it.
 */
final class UrlParser {

    /** The states of the machine, by the standard's names. */
    enum State {
        SCHEME_START,
        SCHEME,
        NO_SCHEME,
        SPECIAL_RELATIVE_OR_AUTHORITY,
        PATH_OR_AUTHORITY,
        RELATIVE,
        RELATIVE_SLASH,
        SPECIAL_AUTHORITY_SLASHES,
        SPECIAL_AUTHORITY_IGNORE_SLASHES,
        AUTHORITY,
        HOST,
        HOSTNAME,
        PORT,
        FILE,
        FILE_SLASH,
        FILE_HOST,
        PATH_START,
        PATH,
        OPAQUE_PATH,
        QUERY,
        FRAGMENT
    }

    private static final int END = -1;
    private static final int HIGHEST_PORT = 65_535;

    private final int[] input;
    private final @Nullable UrlRecord base;
    private final UrlRecord url;
    /** The state that a change of one part begins in; null where a whole URL is read. */
    private final @Nullable State only;

    private State state;
    private int pointer;
    private StringBuilder buffer = new StringBuilder();
    private final StringBuilder username = new StringBuilder();
    private final StringBuilder password = new StringBuilder();
    private boolean atSignSeen;
    private boolean insideBrackets;
    private boolean passwordSeen;
    private boolean finished;

    private UrlParser(String input, @Nullable UrlRecord base, UrlRecord url, @Nullable State only) {
        this.input = input.codePoints()
                .filter(c -> c != '\t' && c != '\n' && c != '\r')
                .toArray();
        this.base = base;
        this.url = url;
        this.only = only;
        this.state = only == null ? State.SCHEME_START : only;
    }

    /** Reads a URL; null where it is none. */
    static @Nullable UrlRecord parse(String input, @Nullable UrlRecord base) {
        UrlRecord url = new UrlRecord();
        return new UrlParser(trimmed(input), base, url, null).run() ? url : null;
    }

    /** Changes one part of a URL, which may be half done where this is false. */
    static boolean change(UrlRecord url, String input, State part) {
        return new UrlParser(input, null, url, part).run();
    }

    private static String trimmed(String input) {
        int start = 0;
        int end = input.length();
        while (start < end && input.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && input.charAt(end - 1) <= ' ') {
            end--;
        }
        return input.substring(start, end);
    }

    static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private boolean run() {
        while (!finished) {
            if (!step(at(pointer))) {
                return false;
            }
            if (pointer >= input.length) {
                return true;
            }
            pointer++;
        }
        return true;
    }

    private boolean step(int c) {
        return switch (state) {
            case SCHEME_START -> schemeStart(c);
            case SCHEME -> scheme(c);
            case NO_SCHEME -> noScheme(c);
            case SPECIAL_RELATIVE_OR_AUTHORITY -> specialRelativeOrAuthority(c);
            case PATH_OR_AUTHORITY -> c == '/' ? go(State.AUTHORITY) : again(State.PATH);
            case RELATIVE -> relative(c, requiredBase());
            case RELATIVE_SLASH -> relativeSlash(c, requiredBase());
            case SPECIAL_AUTHORITY_SLASHES -> specialAuthoritySlashes(c);
            case SPECIAL_AUTHORITY_IGNORE_SLASHES -> c == '/' || c == '\\' || again(State.AUTHORITY);
            case AUTHORITY -> authority(c);
            case HOST, HOSTNAME -> host(c);
            case PORT -> port(c);
            case FILE -> file(c);
            case FILE_SLASH -> fileSlash(c);
            case FILE_HOST -> fileHost(c);
            case PATH_START -> pathStart(c);
            case PATH -> path(c);
            case OPAQUE_PATH -> opaquePath(c, Objects.requireNonNull(url.opaquePath));
            case QUERY -> query(c);
            case FRAGMENT -> fragment(c);
        };
    }

    private int at(int index) {
        return index < input.length ? input[index] : END;
    }

    private UrlRecord requiredBase() {
        return Objects.requireNonNull(base);
    }

    private boolean isFileBase() {
        return base != null && base.isFile();
    }

    private boolean go(State next) {
        state = next;
        return true;
    }

    /** Reads the same character again, in another state. */
    private boolean again(State next) {
        pointer--;
        return go(next);
    }

    private boolean finish() {
        finished = true;
        return true;
    }

    private boolean isSlash(int c) {
        return c == '/' || (c == '\\' && url.isSpecial());
    }

    private boolean endsAuthority(int c) {
        return c == END || c == '?' || c == '#' || isSlash(c);
    }

    private String takeBuffer() {
        String text = buffer.toString();
        buffer = new StringBuilder();
        return text;
    }

    private boolean schemeStart(int c) {
        if (isLetter(c)) {
            buffer.append((char) Character.toLowerCase(c));
            return go(State.SCHEME);
        }
        return only == null && again(State.NO_SCHEME);
    }

    private boolean scheme(int c) {
        if (isLetter(c) || isDigit(c) || c == '+' || c == '-' || c == '.') {
            buffer.append((char) Character.toLowerCase(c));
            return true;
        }
        if (c == ':') {
            if (only == null) {
                return schemeRead(takeBuffer());
            }
            url.changeScheme(takeBuffer());
            return finish();
        }
        buffer = new StringBuilder();
        pointer = -1;
        return only == null && go(State.NO_SCHEME);
    }

    private boolean schemeRead(String scheme) {
        url.scheme = scheme;
        if (url.isFile()) {
            return go(State.FILE);
        }
        if (url.isSpecial()) {
            boolean same = base != null && base.scheme.equals(scheme);
            return go(same ? State.SPECIAL_RELATIVE_OR_AUTHORITY : State.SPECIAL_AUTHORITY_SLASHES);
        }
        if (at(pointer + 1) == '/') {
            pointer++;
            return go(State.PATH_OR_AUTHORITY);
        }
        url.opaquePath = new StringBuilder();
        return go(State.OPAQUE_PATH);
    }

    private boolean noScheme(int c) {
        if (base == null || (base.opaquePath != null && c != '#')) {
            return false;
        }
        if (base.opaquePath == null) {
            return again(base.isFile() ? State.FILE : State.RELATIVE);
        }
        url.scheme = base.scheme;
        url.copyPath(base);
        url.query = base.query;
        url.fragment = "";
        return go(State.FRAGMENT);
    }

    private boolean specialRelativeOrAuthority(int c) {
        if (c == '/' && at(pointer + 1) == '/') {
            pointer++;
            return go(State.SPECIAL_AUTHORITY_IGNORE_SLASHES);
        }
        return again(State.RELATIVE);
    }

    private boolean specialAuthoritySlashes(int c) {
        if (c == '/' && at(pointer + 1) == '/') {
            pointer++;
            return go(State.SPECIAL_AUTHORITY_IGNORE_SLASHES);
        }
        return again(State.SPECIAL_AUTHORITY_IGNORE_SLASHES);
    }

    private boolean relative(int c, UrlRecord from) {
        url.scheme = from.scheme;
        if (isSlash(c)) {
            return go(State.RELATIVE_SLASH);
        }
        url.copyAuthority(from);
        return afterBase(c, from);
    }

    /** What follows where a URL begins with its base's path. */
    private boolean afterBase(int c, UrlRecord from) {
        url.copyPath(from);
        url.query = from.query;
        if (c == '?' || c == '#') {
            return queryOrFragment(c);
        }
        if (c == END) {
            return true;
        }
        url.query = null;
        if (url.isFile() && startsWithDrive()) {
            url.path = new ArrayList<>();
        } else {
            url.shortenPath();
        }
        return again(State.PATH);
    }

    private boolean queryOrFragment(int c) {
        if (c == '?') {
            url.query = "";
            return go(State.QUERY);
        }
        url.fragment = "";
        return go(State.FRAGMENT);
    }

    private boolean relativeSlash(int c, UrlRecord from) {
        if (url.isSpecial() && isSlash(c)) {
            return go(State.SPECIAL_AUTHORITY_IGNORE_SLASHES);
        }
        if (c == '/') {
            return go(State.AUTHORITY);
        }
        url.copyAuthority(from);
        return again(State.PATH);
    }

    private boolean authority(int c) {
        if (c == '@') {
            credentials(atSignSeen ? "%40" + takeBuffer() : takeBuffer());
            atSignSeen = true;
            return true;
        }
        if (!endsAuthority(c)) {
            buffer.appendCodePoint(c);
            return true;
        }
        if (atSignSeen && buffer.isEmpty()) {
            return false;
        }
        url.username = username.toString();
        url.password = password.toString();
        pointer -= buffer.codePointCount(0, buffer.length()) + 1;
        buffer = new StringBuilder();
        return go(State.HOST);
    }

    private void credentials(String text) {
        int colon = passwordSeen ? -1 : text.indexOf(':');
        if (passwordSeen) {
            password.append(PercentSet.USERINFO.encode(text));
        } else if (colon < 0) {
            username.append(PercentSet.USERINFO.encode(text));
        } else {
            passwordSeen = true;
            username.append(PercentSet.USERINFO.encode(text.substring(0, colon)));
            password.append(PercentSet.USERINFO.encode(text.substring(colon + 1)));
        }
    }

    private boolean host(int c) {
        if (only != null && url.isFile()) {
            return again(State.FILE_HOST);
        }
        if (c == ':' && !insideBrackets) {
            return !buffer.isEmpty() && only != State.HOSTNAME && takeHost() && go(State.PORT);
        }
        if (endsAuthority(c)) {
            return hostEnds();
        }
        if (c == '[' || c == ']') {
            insideBrackets = c == '[';
        }
        buffer.appendCodePoint(c);
        return true;
    }

    private boolean hostEnds() {
        boolean needed = url.isSpecial() || (only != null && (url.hasCredentials() || url.port != UrlRecord.NO_PORT));
        if ((buffer.isEmpty() && needed) || !takeHost()) {
            return false;
        }
        return only != null ? finish() : again(State.PATH_START);
    }

    private boolean takeHost() {
        String host = UrlHosts.parse(takeBuffer(), url.isSpecial());
        if (host == null) {
            return false;
        }
        url.host = host;
        return true;
    }

    private boolean port(int c) {
        if (isDigit(c)) {
            buffer.append((char) c);
            return true;
        }
        if (!endsAuthority(c) && only == null) {
            return false;
        }
        if (!buffer.isEmpty()) {
            int number = 0;
            for (char digit : takeBuffer().toCharArray()) {
                number = Math.min(number * 10 + digit - '0', HIGHEST_PORT + 1);
            }
            if (number > HIGHEST_PORT) {
                return false;
            }
            url.port(number);
            return only == null ? again(State.PATH_START) : finish();
        }
        return only == null && again(State.PATH_START);
    }

    private boolean startsWithDrive() {
        boolean drive = isLetter(at(pointer)) && (at(pointer + 1) == ':' || at(pointer + 1) == '|');
        int after = at(pointer + 2);
        return drive && (after == END || after == '/' || after == '\\' || after == '?' || after == '#');
    }

    private boolean file(int c) {
        url.scheme = "file";
        url.host = "";
        if (c == '/' || c == '\\') {
            return go(State.FILE_SLASH);
        }
        if (!isFileBase()) {
            return again(State.PATH);
        }
        url.host = requiredBase().host;
        return afterBase(c, requiredBase());
    }

    private boolean fileSlash(int c) {
        if (c == '/' || c == '\\') {
            return go(State.FILE_HOST);
        }
        if (isFileBase()) {
            UrlRecord from = requiredBase();
            url.host = from.host;
            if (!startsWithDrive() && !from.path.isEmpty() && UrlRecord.isDrive(from.path.get(0), false)) {
                url.path.add(from.path.get(0));
            }
        }
        return again(State.PATH);
    }

    private boolean fileHost(int c) {
        if (c != END && c != '/' && c != '\\' && c != '?' && c != '#') {
            buffer.appendCodePoint(c);
            return true;
        }
        if (only == null && UrlRecord.isDrive(buffer.toString(), true)) {
            // Not a host: it stays in the buffer, as the first part of the path.
            return again(State.PATH);
        }
        if (buffer.isEmpty()) {
            url.host = "";
        } else if (!takeHost()) {
            return false;
        } else if ("localhost".equals(url.host)) {
            url.host = "";
        }
        return only != null ? finish() : again(State.PATH_START);
    }

    private boolean pathStart(int c) {
        if (url.isSpecial()) {
            return isSlash(c) ? go(State.PATH) : again(State.PATH);
        }
        if (only == null && (c == '?' || c == '#')) {
            return queryOrFragment(c);
        }
        if (c != END) {
            return c == '/' ? go(State.PATH) : again(State.PATH);
        }
        if (only != null && url.host == null) {
            url.path.add("");
        }
        return true;
    }

    private boolean path(int c) {
        boolean ends = c == END || isSlash(c) || (only == null && (c == '?' || c == '#'));
        if (!ends) {
            PercentSet.PATH.append(buffer, c);
            return true;
        }
        url.addToPath(takeBuffer(), isSlash(c));
        return (c != '?' && c != '#') || queryOrFragment(c);
    }

    private boolean opaquePath(int c, StringBuilder path) {
        if (c == '?' || c == '#') {
            return queryOrFragment(c);
        }
        if (c == ' ') {
            boolean last = at(pointer + 1) == '?' || at(pointer + 1) == '#';
            path.append(last ? "%20" : " ");
        } else if (c != END) {
            PercentSet.CONTROL.append(path, c);
        }
        return true;
    }

    private boolean query(int c) {
        if (c == END || (only == null && c == '#')) {
            PercentSet set = url.isSpecial() ? PercentSet.SPECIAL_QUERY : PercentSet.QUERY;
            url.query += set.encode(takeBuffer());
            return c == END || queryOrFragment(c);
        }
        buffer.appendCodePoint(c);
        return true;
    }

    private boolean fragment(int c) {
        if (c == END) {
            url.fragment += takeBuffer();
        } else {
            PercentSet.FRAGMENT.append(buffer, c);
        }
        return true;
    }
}
