package dev.cuprum.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code $http_NAME} and {@code $sent_http_NAME}: a field's first value. Of the few fields that nginx knows to be lists it
 * is all of them, joined.
 */
final class FieldSource implements Variables.Source {

    private static final Map<String, String> LISTS_OF_REQUESTS = Map.of("cookie", "; ", "x-forwarded-for", ", ");
    private static final Map<String, String> LISTS_OF_RESPONSES = Map.of("cache-control", ", ", "link", ", ");

    private final boolean request;
    private final String field;
    private final String written;
    private final String separator;
    /** Variables have underscores where fields have hyphens; a name with hyphens is of no field. */
    private final boolean named;

    private FieldSource(boolean request, String written, Map<String, String> lists) {
        this.request = request;
        this.written = written;
        field = written.replace('_', '-');
        named = written.indexOf('-') < 0;
        separator = lists.getOrDefault(field, "");
    }

    static FieldSource ofRequest(String name) {
        return new FieldSource(true, name, LISTS_OF_REQUESTS);
    }

    static FieldSource ofResponse(String name) {
        return new FieldSource(false, name, LISTS_OF_RESPONSES);
    }

    @Override
    public Optional<String> of(Exchange exchange) {
        if (!named) {
            return Optional.empty();
        }
        HeaderFields headers =
                request ? exchange.request().headers() : exchange.response().headers();
        Optional<String> first = headers.first(field);
        if (first.isEmpty()) {
            return written.equals(field) ? first : headers.first(written);
        }
        if (separator.isEmpty()) {
            return first;
        }
        List<String> all = headers.all(field);
        return all.size() == 1 ? first : Optional.of(String.join(separator, all));
    }
}
