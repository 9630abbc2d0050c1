package dev.cuprum.http;

import java.util.List;
import java.util.Optional;

/** {@code $cookie_NAME}: the first cookie of that name, compared without case as nginx does. */
record CookieSource(String name) implements Variables.Source {

    @Override
    public Optional<String> of(Exchange exchange) {
        HeaderFields headers = exchange.request().headers();
        if (name.isEmpty() || headers.first("Cookie").isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = headers.all("Cookie");
        for (int i = 0; i < lines.size(); i++) {
            int value = find(lines.get(i));
            if (value >= 0) {
                return Optional.of(value(lines.get(i), value));
            }
        }
        return Optional.empty();
    }

    /** Where its value begins in a line, behind the equals sign; -1 where it is not in it. */
    private int find(String line) {
        int length = line.length();
        for (int start = 0; start < length; ) {
            while (start < length && line.charAt(start) == ' ') {
                start++;
            }
            if (line.regionMatches(true, start, name, 0, name.length())) {
                int at = afterSpaces(line, start + name.length());
                if (at < length && line.charAt(at) == '=') {
                    return at + 1;
                }
            }
            int end = line.indexOf(';', start);
            start = end < 0 ? length : end + 1;
        }
        return -1;
    }

    private static String value(String line, int start) {
        int from = afterSpaces(line, start);
        int end = line.indexOf(';', from);
        return line.substring(from, end < 0 ? line.length() : end);
    }

    private static int afterSpaces(String line, int start) {
        int at = start;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
