package dev.cuprum.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.Spelling;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The fields of one JSON object, each of a type that the reader names. What is unknown or of another type is noted as
 * a problem and read as if it were not there.
 */
final class JsonFields {

    private final JsonNode object;
    private final String place;
    private final Problems problems;

    /**
     * @param node should be an object
     * @param place where it stands in the document; empty for the whole
     * @param known the fields there may be
     */
    JsonFields(JsonNode node, String place, Collection<String> known, Problems problems) {
        this.object = node;
        this.place = place;
        this.problems = problems;
        if (!node.isObject()) {
            mismatch(place, "a JSON object {…}", node);
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                problems.add(at(name), "there is no such field" + hint(name, known));
            }
        }
    }

    /** Whether the field is there, of whatever type. */
    boolean has(String name) {
        return object.has(name);
    }

    /** Notes a problem unless the field is there. */
    void require(String name, String message) {
        if (!has(name) && object.isObject()) {
            problems.add(at(name), message);
        }
    }

    Optional<String> text(String name) {
        JsonNode node = object.get(name);
        return node != null && (node.isTextual() || mismatch(at(name), "a text in quotes", node))
                ? Optional.of(node.textValue())
                : Optional.empty();
    }

    /** A point in time, as in {@code 2030-12-31T23:59:59Z} (RFC 3339). */
    Optional<Instant> instant(String name) {
        return text(name).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException e) {
                problems.add(
                        at(name),
                        "'" + text
                                + "' is no instant; write it as in 2030-12-31T23:59:59Z or 2030-12-31T23:59:59+01:00");
                return Optional.empty();
            }
        });
    }

    Optional<Boolean> flag(String name) {
        JsonNode node = object.get(name);
        return node != null && (node.isBoolean() || mismatch(at(name), "true or false", node))
                ? Optional.of(node.booleanValue())
                : Optional.empty();
    }

    Optional<Double> number(String name) {
        JsonNode node = object.get(name);
        return node != null && (node.isNumber() || mismatch(at(name), "a number", node))
                ? Optional.of(node.doubleValue())
                : Optional.empty();
    }

    /** A whole number; one beyond the range is noted as a problem. */
    Optional<Long> whole(String name, long least, long most) {
        JsonNode node = object.get(name);
        return node != null
                        && (node.isIntegralNumber() || mismatch(at(name), "a whole number", node))
                        && within(name, node, least, most)
                ? Optional.of(node.longValue())
                : Optional.empty();
    }

    private boolean within(String name, JsonNode value, long least, long most) {
        boolean within = value.canConvertToLong() && value.longValue() >= least && value.longValue() <= most;
        if (!within) {
            problems.add(at(name), value.asText() + " is not between " + least + " and " + most);
        }
        return within;
    }

    /** The elements of an array of texts; empty where the field is not there. */
    List<String> texts(String name) {
        List<JsonNode> elements = elements(name);
        if (elements.isEmpty()) {
            return List.of();
        }
        List<String> result = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            if (element.isTextual() || mismatch(at(name) + "[" + i + "]", "a text in quotes", element)) {
                result.add(element.textValue());
            }
        }
        // Places of elements are only right as long as none is left out.
        return result.size() == elements.size() ? result : List.of();
    }

    /** The elements of an array; empty where the field is not there. */
    List<JsonNode> elements(String name) {
        JsonNode node = object.get(name);
        if (node == null || !(node.isArray() || mismatch(at(name), "a JSON array […]", node)) || node.isEmpty()) {
            return List.of();
        }
        List<JsonNode> result = new ArrayList<>(node.size());
        node.forEach(result::add);
        return result;
    }

    /** The fields of an object within this one. */
    Optional<JsonFields> object(String name, Collection<String> known) {
        JsonNode node = object.get(name);
        return node == null ? Optional.empty() : Optional.of(new JsonFields(node, at(name), known, problems));
    }

    private String at(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private boolean mismatch(String at, String wanted, JsonNode given) {
        problems.add(at, wanted + " is expected here, and this is " + describe(given));
        return false;
    }

    private static String describe(JsonNode given) {
        return switch (given.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a text";
            case NUMBER -> "the number " + shorten(given.asText());
            case BOOLEAN -> given.asText();
            default -> "null; leave the field out instead";
        };
    }

    private static String shorten(String number) {
        return number.length() <= 40 ? number : number.substring(0, 40) + "…";
    }

    private static String hint(String name, Collection<String> known) {
        String nearest = Spelling.nearest(name, known)
                .map(meant -> "; did you mean '" + meant + "'?")
                .orElse(";");
        return nearest + " The fields are " + String.join(", ", known);
    }
}
