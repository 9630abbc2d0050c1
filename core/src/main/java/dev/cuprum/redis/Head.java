package dev.cuprum.redis;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the newest release in Redis was.
 *
 * @param epoch a random name, made when Redis was empty: generations of two epochs have nothing to do with each other
 * @param lineage the epochs before it whose units went into this one, oldest first
 * @param generation the number of the release
 * @param digest of all units, see {@link Picture#digest}
 * @param publishedAt when
 * @param link the digest of the newest entry of the history
 * @param activateAt from when it is to run; empty for at once
 */
record Head(
        String epoch,
        List<String> lineage,
        long generation,
        String digest,
        Instant publishedAt,
        String link,
        Optional<Instant> activateAt) {

    /** What stands before the first release. */
    static final Head NONE = new Head("", List.of(), 0, "", Instant.EPOCH, "", Optional.empty());

    /** How many epochs are remembered. */
    private static final int LINEAGE = 32;

    private static final Pattern EPOCH = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern LINEAGE_TEXT = Pattern.compile("([0-9a-f]{32}(,[0-9a-f]{32})*)?");
    private static final Pattern GENERATION = Pattern.compile("[1-9][0-9]{0,15}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    Head {
        lineage = List.copyOf(
                lineage.size() > LINEAGE ? lineage.subList(lineage.size() - LINEAGE, lineage.size()) : lineage);
    }

    /** Reads the fields; nothing where one is missing or is not what a publication writes. */
    static Optional<Head> read(Map<String, String> fields) {
        String epoch = fields.getOrDefault("epoch", "");
        String lineage = fields.getOrDefault("lineage", "-");
        String generation = fields.getOrDefault("generation", "");
        String digest = fields.getOrDefault("digest", "");
        String link = fields.getOrDefault("link", "");
        Instant publishedAt = instant(fields.get("publishedAt"));
        Instant activateAt = instant(fields.get("activateAt"));
        boolean readable = EPOCH.matcher(epoch).matches()
                && LINEAGE_TEXT.matcher(lineage).matches()
                && GENERATION.matcher(generation).matches()
                && DIGEST.matcher(digest).matches()
                && DIGEST.matcher(link).matches()
                && (activateAt != null || !fields.containsKey("activateAt"));
        if (!readable || publishedAt == null) {
            return Optional.empty();
        }
        List<String> epochs = lineage.isEmpty() ? List.of() : List.of(lineage.split(","));
        return Optional.of(new Head(
                epoch, epochs, Long.parseLong(generation), digest, publishedAt, link, Optional.ofNullable(activateAt)));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The fields as they are stored. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("epoch", epoch);
        fields.put("lineage", String.join(",", lineage));
        fields.put("generation", Long.toString(generation));
        fields.put("digest", digest);
        fields.put("publishedAt", publishedAt.toString());
        fields.put("link", link);
        activateAt.ifPresent(instant -> fields.put("activateAt", instant.toString()));
        return fields;
    }

    /** Names this head among all that there are or could be. */
    String token() {
        return generation == 0 ? "" : token(fields());
    }

    /** The same of fields that may be anything. */
    static String token(Map<String, String> fields) {
        return fields.getOrDefault("epoch", "") + "|" + fields.getOrDefault("generation", "") + "|"
                + fields.getOrDefault("digest", "");
    }

    /** Whether this one's units came from, or are, those of the other's epoch. */
    boolean continues(Head other) {
        return other.generation == 0 || epoch.equals(other.epoch) || lineage.contains(other.epoch);
    }
}
