package dev.cuprum.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Header fields that are kept in memory, in the order in which their names first came. Not thread-safe. */
public final class MemoryHeaderFields implements HeaderFields {

    private record Field(String name, List<String> values) {}

    private final Map<String, Field> fields = new LinkedHashMap<>();

    @Override
    public Optional<String> first(String name) {
        Field field = fields.get(key(name));
        return field == null ? Optional.empty() : Optional.of(field.values().get(0));
    }

    @Override
    public List<String> all(String name) {
        Field field = fields.get(key(name));
        return field == null ? List.of() : List.copyOf(field.values());
    }

    @Override
    public void set(String name, String value) {
        Field field = fields.get(key(name));
        if (field == null) {
            set(name, List.of(value));
            return;
        }
        FieldSyntax.checkValue(name, value);
        field.values().clear();
        field.values().add(value);
    }

    @Override
    public void set(String name, List<String> values) {
        FieldSyntax.checkName(name);
        values.forEach(value -> FieldSyntax.checkValue(name, value));
        if (values.isEmpty()) {
            remove(name);
        } else {
            Field before = fields.get(key(name));
            fields.put(key(name), new Field(before == null ? name : before.name(), new ArrayList<>(values)));
        }
    }

    @Override
    public void add(String name, String value) {
        FieldSyntax.checkName(name);
        FieldSyntax.checkValue(name, value);
        fields.computeIfAbsent(key(name), k -> new Field(name, new ArrayList<>()))
                .values()
                .add(value);
    }

    @Override
    public void remove(String name) {
        fields.remove(key(name));
    }

    @Override
    public void forEach(BiConsumer<String, String> action) {
        fields.values().forEach(field -> field.values().forEach(value -> action.accept(field.name(), value)));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
