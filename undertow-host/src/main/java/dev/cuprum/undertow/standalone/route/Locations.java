package dev.cuprum.undertow.standalone.route;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cuprum.undertow.standalone.config.Location;
import dev.cuprum.undertow.standalone.config.Location.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what belongs to a path, by nginx's rules: the exact location; else, where the longest prefix is a {@code ^~}
 * one, that; else the first expression that is found in the path; else the longest prefix. Immutable.
 *
 * @param <T> what belongs to a location
 */
final class Locations<T> {

    /**
     * What was found.
     *
     * @param captures what the groups of the location's expression have found, by number and by name
     */
    record Choice<T>(T target, Map<String, String> captures) {}

    private record Prefix<T>(String value, boolean last, Choice<T> choice) {}

    private record Expression<T>(Pattern pattern, T target) {}

    private final Map<String, Choice<T>> exact = new HashMap<>();
    private final Map<String, T> written = new HashMap<>();
    private final List<Prefix<T>> prefixes = new ArrayList<>();
    private final List<Expression<T>> expressions = new ArrayList<>();

    /** @param targets what belongs to each location, in the order of the configuration */
    Locations(List<Map.Entry<Location, T>> targets) {
        for (Map.Entry<Location, T> entry : targets) {
            Location location = entry.getKey();
            T target = entry.getValue();
            written.put(location.toString(), target);
            switch (location.kind()) {
                case EXACT -> exact.put(location.value(), new Choice<>(target, Map.of()));
                case NAMED -> {}
                case PREFIX, FINAL_PREFIX ->
                    prefixes.add(new Prefix<>(
                            location.value(), location.kind() == Kind.FINAL_PREFIX, new Choice<>(target, Map.of())));
                case REGEX, REGEX_NO_CASE -> expressions.add(new Expression<>(location.regex(), target));
            }
        }
        prefixes.sort(Comparator.comparingInt(prefix -> -prefix.value.length()));
    }

    /** What belongs to a normalised path. */
    Optional<Choice<T>> select(String path) {
        Choice<T> same = exact.get(path);
        if (same != null) {
            return Optional.of(same);
        }
        Optional<Prefix<T>> longest = longestPrefix(path);
        if (longest.isPresent() && longest.get().last) {
            return Optional.of(longest.get().choice);
        }
        for (Expression<T> expression : expressions) {
            Matcher matcher = expression.pattern.matcher(path);
            if (matcher.find()) {
                return Optional.of(new Choice<>(expression.target, captures(matcher)));
            }
        }
        return longest.map(Prefix::choice);
    }

    private static Map<String, String> captures(Matcher matcher) {
        if (matcher.groupCount() == 0) {
            return Map.of();
        }
        Map<String, String> captures = new LinkedHashMap<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            put(captures, Integer.toString(group), matcher, group);
        }
        matcher.pattern().namedGroups().forEach((name, group) -> put(captures, name, matcher, group));
        return captures;
    }

    private static void put(Map<String, String> captures, String name, Matcher matcher, int group) {
        String found = matcher.group(group);
        if (found != null) {
            captures.put(name, found);
        }
    }

    /** What belongs to the prefix that is this path and a slash, where no location is the very path. */
    Optional<T> slashAway(String path) {
        if (path.endsWith("/") || exact.containsKey(path)) {
            return Optional.empty();
        }
        Optional<T> found = Optional.empty();
        for (Prefix<T> prefix : prefixes) {
            if (prefix.value.equals(path)) {
                return Optional.empty();
            }
            if (prefix.value.length() == path.length() + 1
                    && prefix.value.endsWith("/")
                    && prefix.value.startsWith(path)) {
                found = Optional.of(prefix.choice.target);
            }
        }
        return found;
    }

    /** What belongs to a location as it is written, such as {@code @name}. */
    Optional<T> named(String location) {
        return Optional.ofNullable(written.get(location));
    }

    private Optional<Prefix<T>> longestPrefix(String path) {
        for (Prefix<T> prefix : prefixes) {
            if (path.startsWith(prefix.value)) {
                return Optional.of(prefix);
            }
        }
        return Optional.empty();
    }
}
