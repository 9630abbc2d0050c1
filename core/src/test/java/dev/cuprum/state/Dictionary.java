package dev.cuprum.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dictionary for tests: with a clock that stands still until it is turned, and keys and values as text. */
final class Dictionary {

    final SharedDictionary shared;
    private long millis = 1_000_000;

    Dictionary(long bytes) {
        shared = new SharedDictionary("dogs", bytes, () -> millis);
    }

    void turn(long more) {
        millis += more;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static SharedValue text(String text) {
        return new SharedValue.Bytes(bytes(text));
    }

    static SharedValue number(double number) {
        return new SharedValue.Real(number);
    }

    Change store(String key, SharedValue value, long timeToLive, Storing how) {
        return shared.store(bytes(key), value, timeToLive, 0, how);
    }

    Result set(String key, String value) {
        return store(key, text(value), 0, Storing.SET).result();
    }

    Result set(String key, String value, long timeToLive) {
        return store(key, text(value), timeToLive, Storing.SET).result();
    }

    /** The value of a key as text, {@code -} where there is none. */
    String get(String key) {
        return show(shared.get(bytes(key)).map(Found::value));
    }

    /** The value of a key as text, with an asterisk where it has ended. */
    String getStale(String key) {
        Optional<Found> found = shared.getStale(bytes(key));
        return show(found.map(Found::value)) + (found.map(Found::stale).orElse(false) ? "*" : "");
    }

    String pop(String key, boolean left) {
        Popped popped = shared.pop(bytes(key), left);
        return popped.list() ? show(popped.value()) : "no list";
    }

    private static String show(Optional<SharedValue> value) {
        return value.map(found -> found instanceof SharedValue.Bytes bytes
                        ? new String(bytes.bytes(), StandardCharsets.ISO_8859_1)
                        : found instanceof SharedValue.Real number
                                ? String.valueOf(number.value())
                                : found instanceof SharedList ? "list" : found.toString())
                .orElse("-");
    }

    List<String> keys(int most) {
        List<String> keys = new ArrayList<>();
        shared.keys(most, key -> keys.add(new String(key, StandardCharsets.ISO_8859_1)));
        return keys;
    }

    /** Stores values under {@code k0}, {@code k1} and so on, until there is no room without removing something. */
    int fill(int size) {
        SharedValue value = text("v".repeat(size));
        int count = 0;
        while (store("k%05d".formatted(count), value, 0, Storing.SAFE_SET).done()) {
            count++;
        }
        return count;
    }
}
