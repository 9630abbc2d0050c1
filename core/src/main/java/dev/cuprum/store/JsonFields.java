package dev.cuprum.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.Spelling;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
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
    JsonFields(JsonNode node, String place, List<String> known, Problems problems) {
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
        problems.require(has(name) || !object.isObject(), at(name), message);
    }

    Optional<String> text(String name) {
        return node(name)
                .filter(node -> node.isTextual() || mismatch(at(name), "a text in quotes", node))
                .map(JsonNode::textValue);
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
        return node(name)
                .filter(node -> node.isBoolean() || mismatch(at(name), "true or false", node))
                .map(JsonNode::booleanValue);
    }

    Optional<Double> number(String name) {
        return node(name)
                .filter(node -> node.isNumber() || mismatch(at(name), "a number", node))
                .map(JsonNode::doubleValue);
    }

    /** A whole number; one beyond the range is noted as a problem. */
    Optional<Long> whole(String name, long least, long most) {
        return node(name)
                .filter(node -> node.isBigInteger() || mismatch(at(name), "a whole number", node))
                .map(JsonNode::bigIntegerValue)
                .filter(value -> within(name, value, least, most))
                .map(BigInteger::longValue);
    }

    private boolean within(String name, BigInteger value, long least, long most) {
        boolean within =
                value.compareTo(BigInteger.valueOf(least)) >= 0 && value.compareTo(BigInteger.valueOf(most)) <= 0;
        problems.require(within, at(name), value + " is not between " + least + " and " + most);
        return within;
    }

    /** The elements of an array of texts; empty where the field is not there. */
    List<String> texts(String name) {
        List<String> result = new ArrayList<>();
        List<JsonNode> elements = elements(name);
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
        List<JsonNode> result = new ArrayList<>();
        node(name)
                .filter(node -> node.isArray() || mismatch(at(name), "a JSON array […]", node))
                .ifPresent(array -> array.forEach(result::add));
        return result;
    }

    /** The fields of an object within this one. */
    Optional<JsonFields> object(String name, List<String> known) {
        return node(name).map(node -> new JsonFields(node, at(name), known, problems));
    }

    private Optional<JsonNode> node(String name) {
        return Optional.ofNullable(object.get(name));
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

    private static String hint(String name, List<String> known) {
        String nearest = Spelling.nearest(name, known)
                .map(meant -> "; did you mean '" + meant + "'?")
                .orElse(";");
        return nearest + " The fields are " + String.join(", ", known);
    }
}
