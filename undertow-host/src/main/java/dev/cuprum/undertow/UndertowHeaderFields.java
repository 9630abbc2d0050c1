package dev.cuprum.undertow;

import dev.cuprum.http.FieldSyntax;
import dev.cuprum.http.HeaderFields;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Undertow's header map as units see it. */
final class UndertowHeaderFields implements HeaderFields {

    /** Names that were checked once; bounded, for units may make up names. */
    private static final Map<String, HttpString> NAMES = new ConcurrentHashMap<>();

    private static final int MOST_NAMES = 1000;

    private final HeaderMap headers;
    private boolean typeRemoved;

    UndertowHeaderFields(HeaderMap headers) {
        this.headers = headers;
    }

    private static HttpString name(String name) {
        HttpString known = NAMES.get(name);
        if (known != null) {
            return known;
        }
        FieldSyntax.checkName(name);
        HttpString made = new HttpString(name);
        if (NAMES.size() < MOST_NAMES) {
            NAMES.put(name, made);
        }
        return made;
    }

    @Override
    public Optional<String> first(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    @Override
    public List<String> all(String name) {
        HeaderValues values = headers.get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    @Override
    public void set(String name, String value) {
        FieldSyntax.checkValue(name, value);
        headers.put(name(name), value);
    }

    @Override
    public void set(String name, List<String> values) {
        values.forEach(value -> FieldSyntax.checkValue(name, value));
        HttpString checked = name(name);
        headers.remove(checked);
        if (!values.isEmpty()) {
            headers.putAll(checked, values);
        }
    }

    @Override
    public void add(String name, String value) {
        FieldSyntax.checkValue(name, value);
        headers.add(name(name), value);
    }

    @Override
    public void remove(String name) {
        headers.remove(name);
        typeRemoved |= Headers.CONTENT_TYPE.equalToString(name);
    }

    /** Whether somebody wanted no Content-Type. */
    boolean typeRemoved() {
        return typeRemoved;
    }

    @Override
    public void forEach(BiConsumer<String, String> action) {
        for (HeaderValues values : headers) {
            String name = values.getHeaderName().toString();
            for (String value : values) {
                action.accept(name, value);
            }
        }
    }
}
