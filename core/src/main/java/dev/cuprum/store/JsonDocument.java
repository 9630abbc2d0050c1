package dev.cuprum.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON more strictly than parsers do by default: one value and nothing after it, in UTF-8, no key twice in an
 * object, no half characters, no deep nesting. Numbers keep all their digits.
 */
public final class JsonDocument {

    /** How deep arrays and objects may lie in each other. */
    static final int MAX_DEPTH = 32;

    private static final JsonFactory FACTORY = new JsonFactory();

    /** What the parser says to programmers, not to people. */
    private static final Pattern ADVICE =
            Pattern.compile("(: enable|, from) `[^`]*`( to allow)?| \\(start marker at .*");

    /** What Java decodes as that is no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final Problems problems;
    private final boolean escapes;

    /**
     * @param escapes whether there are escapes in it that name characters by their numbers
     */
    private JsonDocument(JsonParser parser, boolean escapes, Problems problems) {
        this.parser = parser;
        this.escapes = escapes;
        this.problems = problems;
    }

    /**
     * Reads a value. What is wrong and leaves the value readable is noted.
     *
     * @throws InvalidUnitException where it is no JSON, with line and column
     */
    public static JsonNode read(byte[] json, Problems problems) {
        String text = decode(json);
        if (text.isBlank()) {
            throw InvalidUnitException.of("", "the body is empty; a JSON object is expected: {…}");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonDocument document = new JsonDocument(parser, text.contains("\\u"), problems);
            parser.nextToken();
            JsonNode root = document.value("");
            if (parser.nextToken() != null) {
                throw malformed(parser.currentTokenLocation(), "there is more text after the end of the JSON value");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw malformed(
                    e.getLocation(), ADVICE.matcher(e.getOriginalMessage()).replaceAll(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decode(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(json);
    }

    /** The replacement may stand there itself, and not for bytes that are no UTF-8. */
    private static String decodeStrictly(byte[] json) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw InvalidUnitException.of("", "the body is not UTF-8; save it in that encoding");
        }
    }

    private static InvalidUnitException malformed(@Nullable JsonLocation location, String message) {
        String where =
                location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
        return InvalidUnitException.of("", "this is no JSON: " + where + message);
    }

    private JsonNode value(String place) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(place);
            case START_ARRAY -> array(place);
            case VALUE_STRING -> NODES.textNode(checked(place, parser.getText()));
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw malformed(parser.currentTokenLocation(), "a value is expected here");
        };
    }

    /** As small as it is: most numbers are, and large ones take much code to read. */
    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode decimal() throws IOException {
        try {
            return NODES.numberNode(parser.getDecimalValue());
        } catch (NumberFormatException | ArithmeticException e) {
            throw malformed(parser.currentTokenLocation(), "the number " + parser.getText() + " is beyond all bounds");
        }
    }

    private ObjectNode object(String place) throws IOException {
        checkDepth();
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String inner = place.isEmpty() ? name : place + "." + name;
            checked(place, name);
            parser.nextToken();
            JsonNode value = value(inner);
            problems.require(object.replace(name, value) == null, inner, "it is given more than once; keep one");
        }
        return object;
    }

    private ArrayNode array(String place) throws IOException {
        checkDepth();
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(place + "[" + array.size() + "]"));
        }
        return array;
    }

    private void checkDepth() {
        if (parser.getParsingContext().getNestingDepth() > MAX_DEPTH) {
            throw malformed(
                    parser.currentTokenLocation(), "arrays and objects lie in each other deeper than " + MAX_DEPTH);
        }
    }

    /** A text without half characters, which could not be stored or sent on as UTF-8; only escapes make such. */
    private String checked(String place, String text) {
        if (escapes) {
            problems.require(
                    StandardCharsets.UTF_8.newEncoder().canEncode(text),
                    place,
                    "it has half a character in it (a \\uD800 to \\uDFFF without its other half)");
        }
        return text;
    }
}
