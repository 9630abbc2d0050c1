package dev.cuprum.http;

import java.util.Optional;

/** {@code $arg_NAME}: the first argument of that name, compared without case as nginx does, and not decoded. */
record ArgumentSource(String name) implements Variables.Source {

    @Override
    public Optional<String> of(Exchange exchange) {
        String query = exchange.request().query();
        int length = query.length();
        for (int start = 0; start < length && !name.isEmpty(); ) {
            int end = query.indexOf('&', start);
            if (end < 0) {
                end = length;
            }
            int equals = start + name.length();
            if (equals < end
                    && query.charAt(equals) == '='
                    && query.regionMatches(true, start, name, 0, name.length())) {
                return Optional.of(query.substring(equals + 1, end));
            }
            start = end + 1;
        }
        return Optional.empty();
    }
}
