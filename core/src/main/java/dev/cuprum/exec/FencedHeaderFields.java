package dev.cuprum.exec;

import dev.cuprum.http.HeaderFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Header fields behind a fence. */
final class FencedHeaderFields implements HeaderFields {

    private final HeaderFields fields;
    private final Fence fence;

    FencedHeaderFields(HeaderFields fields, Fence fence) {
        this.fields = fields;
        this.fence = fence;
    }

    @Override
    public Optional<String> first(String name) {
        fence.check();
        return fields.first(name);
    }

    @Override
    public List<String> all(String name) {
        fence.check();
        return fields.all(name);
    }

    @Override
    public void set(String name, String value) {
        fence.change(() -> fields.set(name, value));
    }

    @Override
    public void set(String name, List<String> values) {
        fence.change(() -> fields.set(name, values));
    }

    @Override
    public void add(String name, String value) {
        fence.change(() -> fields.add(name, value));
    }

    @Override
    public void remove(String name) {
        fence.change(() -> fields.remove(name));
    }

    /** What is called back is the unit's, so it is called when the fields have been looked through. */
    @Override
    public void forEach(BiConsumer<String, String> action) {
        fence.check();
        List<Map.Entry<String, String>> all = new ArrayList<>();
        fields.forEach((name, value) -> all.add(Map.entry(name, value)));
        all.forEach(field -> action.accept(field.getKey(), field.getValue()));
    }
}
