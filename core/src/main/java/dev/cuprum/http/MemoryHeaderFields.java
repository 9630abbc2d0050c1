package dev.cuprum.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Header fields that are kept in memory, in the order in which their names first came. Not thread-safe. */
public final class MemoryHeaderFields implements HeaderFields {

    /** The values of one name: an immutable list where there is one, as there mostly is. */
    private static final class Field {
        private final String name;
        private List<String> values;

        Field(String name, List<String> values) {
            this.name = name;
            this.values = values;
        }

        void add(String value) {
            if (!(values instanceof ArrayList)) {
                values = new ArrayList<>(values);
            }
            values.add(value);
        }
    }

    /** Looked through one by one, as there are few; made for the first of them, as many messages of units have none. */
    private @Nullable List<Field> fields;

    private @Nullable Field field(String name) {
        List<Field> all = fields;
        if (all != null) {
            for (int i = 0; i < all.size(); i++) {
                Field field = all.get(i);
                if (isSame(field.name, name)) {
                    return field;
                }
            }
        }
        return null;
    }

    private void add(Field field) {
        if (fields == null) {
            fields = new ArrayList<>(4);
        }
        fields.add(field);
    }

    /** Whether two names are the same: they are ASCII, and their case does not count. */
    private static boolean isSame(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (lower(one.charAt(i)) != lower(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(char c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    @Override
    public Optional<String> first(String name) {
        Field field = field(name);
        return field == null ? Optional.empty() : Optional.of(field.values.get(0));
    }

    @Override
    public List<String> all(String name) {
        Field field = field(name);
        return field == null ? List.of() : List.copyOf(field.values);
    }

    @Override
    public void set(String name, String value) {
        FieldSyntax.checkName(name);
        FieldSyntax.checkValue(name, value);
        replace(name, List.of(value));
    }

    @Override
    public void set(String name, List<String> values) {
        FieldSyntax.checkName(name);
        values.forEach(value -> FieldSyntax.checkValue(name, value));
        if (values.isEmpty()) {
            remove(name);
        } else {
            replace(name, List.copyOf(values));
        }
    }

    /** A field that is there keeps its place and the name that it came with. */
    private void replace(String name, List<String> values) {
        Field before = field(name);
        if (before == null) {
            add(new Field(name, values));
        } else {
            before.values = values;
        }
    }

    @Override
    public void add(String name, String value) {
        FieldSyntax.checkName(name);
        FieldSyntax.checkValue(name, value);
        Field before = field(name);
        if (before == null) {
            add(new Field(name, List.of(value)));
        } else {
            before.add(value);
        }
    }

    @Override
    public void remove(String name) {
        if (fields != null) {
            fields.removeIf(field -> isSame(field.name, name));
        }
    }

    @Override
    public void forEach(BiConsumer<String, String> action) {
        if (fields != null) {
            fields.forEach(field -> field.values.forEach(value -> action.accept(field.name, value)));
        }
    }
}
