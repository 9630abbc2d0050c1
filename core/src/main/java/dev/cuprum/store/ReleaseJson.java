package dev.cuprum.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.UnitId;
import java.util.List;
import java.util.Optional;

/**
 * The JSON form of a release: {@code {"put":[unit, …],"delete":["id", …],"comment":"why","activateAt":"instant"}},
 * with units as {@link UnitJson} has them, each naming its id.
 */
public final class ReleaseJson {

    /** The longest a comment may be, in characters. */
    public static final int MAX_COMMENT = 1000;

    private ReleaseJson() {}

    /**
     * Reads a release, to which the caller adds who publishes it.
     *
     * @throws dev.cuprum.unit.InvalidUnitException with everything that is wrong with it and with its units, each
     *     problem under its place: {@code put[2].sampling.percent}
     */
    public static Release.Builder read(byte[] json) {
        Problems problems = new Problems();
        JsonNode root = JsonDocument.read(json, problems);
        JsonFields fields = new JsonFields(root, "", List.of("put", "delete", "comment", "activateAt"), problems);
        Release.Builder release = Release.builder();
        List<JsonNode> put = fields.elements("put");
        for (int i = 0; i < put.size(); i++) {
            JsonNode unit = put.get(i);
            problems.attempt("put[" + i + "]", () -> UnitJsonReader.read(unit, null, new Problems()))
                    .ifPresent(release::put);
        }
        List<String> delete = fields.texts("delete");
        for (int i = 0; i < delete.size(); i++) {
            String id = delete.get(i);
            problems.attemptAs("delete[" + i + "]", () -> UnitId.of(id)).ifPresent(release::delete);
        }
        comment(fields, problems).ifPresent(release::comment);
        fields.instant("activateAt").ifPresent(release::activateAt);
        problems.require(
                !put.isEmpty() || !delete.isEmpty() || !problems.isEmpty(),
                "",
                "there is nothing to publish; give units to \"put\" or ids to \"delete\"");
        problems.throwIfAny();
        return release;
    }

    /**
     * Reads what may be said of a return to an older generation: {@code {"comment":"why"}}, or nothing at all.
     *
     * @return the comment; may be empty
     * @throws dev.cuprum.unit.InvalidUnitException with everything that is wrong
     */
    public static String readComment(byte[] json) {
        if (json.length == 0) {
            return "";
        }
        Problems problems = new Problems();
        JsonNode root = JsonDocument.read(json, problems);
        JsonFields fields = new JsonFields(root, "", List.of("comment"), problems);
        String comment = comment(fields, problems).orElse("");
        problems.throwIfAny();
        return comment;
    }

    private static Optional<String> comment(JsonFields fields, Problems problems) {
        return fields.text("comment").filter(comment -> {
            boolean fits = comment.length() <= MAX_COMMENT;
            problems.require(fits, "comment", "it is longer than " + MAX_COMMENT + " characters");
            return fits;
        });
    }
}
