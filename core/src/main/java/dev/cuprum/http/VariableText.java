package dev.cuprum.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with variables in it, as nginx's configuration has it: {@code $name}, or <code>${name}</code> where letters
 * follow. A dollar sign that no name follows is an error, as there. Immutable.
 */
public final class VariableText {

    private record Piece(String text, boolean variable) {}

    private final String written;
    private final List<Piece> pieces;

    private VariableText(String written, List<Piece> pieces) {
        this.written = written;
        this.pieces = pieces;
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException where a dollar sign is followed by no name
     */
    public static VariableText parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int dollar = text.indexOf('$', at);
            if (dollar < 0) {
                pieces.add(new Piece(text.substring(at), false));
                break;
            }
            if (dollar > at) {
                pieces.add(new Piece(text.substring(at, dollar), false));
            }
            boolean braces = dollar + 1 < text.length() && text.charAt(dollar + 1) == '{';
            int start = dollar + (braces ? 2 : 1);
            int end = start;
            while (end < text.length() && isName(text.charAt(end))) {
                end++;
            }
            if (end == start || (braces && (end == text.length() || text.charAt(end) != '}'))) {
                throw new IllegalArgumentException("invalid variable name in '" + text
                        + "': write $name or ${name}; a dollar sign itself cannot be" + " written here");
            }
            pieces.add(new Piece(text.substring(start, end), true));
            at = braces ? end + 1 : end;
        }
        return new VariableText(text, List.copyOf(pieces));
    }

    /** A text that has no variables, whatever is in it. */
    public static VariableText literal(String text) {
        return new VariableText(text, List.of(new Piece(text, false)));
    }

    private static boolean isName(char c) {
        return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }

    /** The text for a request; a variable that has no value is empty. */
    public String expand(Exchange exchange) {
        StringBuilder result = new StringBuilder(written.length() + 16);
        for (Piece piece : pieces) {
            result.append(piece.variable ? Variables.get(exchange, piece.text).orElse("") : piece.text);
        }
        return result.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VariableText text && text.written.equals(written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    /** The text as it was written. */
    @Override
    public String toString() {
        return written;
    }
}
