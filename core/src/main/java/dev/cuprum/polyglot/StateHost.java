package dev.cuprum.polyglot;

import dev.cuprum.state.Change;
import dev.cuprum.state.Found;
import dev.cuprum.state.Result;
import dev.cuprum.state.SharedDictionary;
import dev.cuprum.state.SharedValue;
import dev.cuprum.state.Storing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What units of a node share, for the script that shows it to them: the dictionary {@value #NAME}. Public for GraalVM
 * alone, which calls the exported methods.
 */
public final class StateHost {

    /** The dictionary that {@code state} stands for. */
    static final String NAME = "state";

    /** Marks a value as JSON, in the number that is stored with it. */
    private static final int JSON = 0x4a53;

    private final Supplier<Run> run;
    private boolean json;

    StateHost(Supplier<Run> run) {
        this.run = run;
    }

    private SharedDictionary dictionary() {
        return run.get()
                .execution()
                .shared()
                .find(NAME)
                .orElseThrow(() -> new IllegalStateException("this node has no shared dictionary '" + NAME
                        + "'; the operator declares it with shared: { " + NAME + ": 10m }"));
    }

    private static byte[] key(String key) {
        byte[] octets = key.getBytes(StandardCharsets.UTF_8);
        if (octets.length == 0 || octets.length > SharedDictionary.LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "a key of state has 1 to " + SharedDictionary.LONGEST_KEY + " bytes, not " + octets.length);
        }
        return octets;
    }

    /** The value of a key: text, a number, true or false; null where there is none. */
    @HostAccess.Export
    public @Nullable Object get(String key) {
        Optional<Found> found = dictionary().get(key(key));
        json = found.isPresent() && found.get().flags() == JSON;
        if (found.isEmpty()) {
            return null;
        }
        SharedValue value = found.get().value();
        if (value instanceof SharedValue.Bytes bytes) {
            return new String(bytes.bytes(), StandardCharsets.UTF_8);
        }
        if (value instanceof SharedValue.Real real) {
            return real.value();
        }
        if (value instanceof SharedValue.Flag flag) {
            return flag == SharedValue.Flag.TRUE;
        }
        throw new IllegalStateException("'" + key + "' is a list, which state does not read");
    }

    /** Whether what was got last is text that stands for something else in JSON. */
    @HostAccess.Export
    public boolean wasJson() {
        return json;
    }

    /**
     * Stores a value.
     *
     * @param millis how long it lives; 0 for ever
     * @return whether it was stored: not where only a new one was to be added, and the key is there
     */
    @HostAccess.Export
    public boolean store(String key, Value value, boolean json, boolean onlyNew, double millis) {
        Change change = dictionary()
                .store(key(key), shared(value), (long) millis, json ? JSON : 0, onlyNew ? Storing.ADD : Storing.SET);
        if (change.result() == Result.NO_MEMORY) {
            throw new IllegalStateException("the shared dictionary '" + NAME + "' has no room for '" + key + "'");
        }
        return change.result() == Result.DONE;
    }

    private SharedValue shared(Value value) {
        if (value.isBoolean()) {
            return SharedValue.Flag.of(value.asBoolean());
        }
        if (value.isNumber()) {
            return new SharedValue.Real(value.asDouble());
        }
        String text = value.asString();
        run.get().budget().reserve((long) text.length() * 3);
        return new SharedValue.Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Removes a key. */
    @HostAccess.Export
    public void delete(String key) {
        dictionary().remove(key(key));
    }

    /** Adds to a number, or to one that it begins with; returns the sum. */
    @HostAccess.Export
    public double increment(String key, double by, double first, double millis) {
        Change change = dictionary().increment(key(key), by, first, (long) millis);
        return switch (change.result()) {
            case DONE -> change.number();
            case NOT_A_NUMBER -> throw new IllegalStateException("'" + key + "' is not a number");
            default ->
                throw new IllegalStateException("the shared dictionary '" + NAME + "' has no room for '" + key + "'");
        };
    }
}
