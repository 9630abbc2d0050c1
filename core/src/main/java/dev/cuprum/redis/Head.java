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
 * @param digest of all units and of everything else here, but for the key and the signature: see {@link Digests#of}
 * @param publishedAt when
 * @param link the digest of the newest entry of the history
 * @param activateAt from when it is to run; empty for at once
 * @param key the id of the key it is signed with; empty where it is not signed
 * @param signature of {@link #text}, in base64; empty where it is not signed
 */
record Head(
        String epoch,
        List<String> lineage,
        long generation,
        String digest,
        Instant publishedAt,
        String link,
        Optional<Instant> activateAt,
        String key,
        String signature) {

    /** What stands before the first release. */
    static final Head NONE = new Head("", List.of(), 0, "", Instant.EPOCH, "", Optional.empty(), "", "");

    /** The last number of a release: numbers of 15 digits are whole in the scripts, too, and nobody comes to their end. */
    static final long LAST = 999_999_999_999_999L;

    /** Beyond this number nothing is published any more, so that the last one is never needed: only a hand comes here. */
    static final long PLAUSIBLE = LAST - 1_000_000;

    /** How many epochs are remembered. */
    private static final int LINEAGE = 32;

    private static final Pattern EPOCH = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern LINEAGE_TEXT = Pattern.compile("([0-9a-f]{32}(,[0-9a-f]{32})*)?");
    private static final Pattern GENERATION = Pattern.compile("[1-9][0-9]{0,14}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    Head {
        lineage = List.copyOf(
                lineage.size() > LINEAGE ? lineage.subList(lineage.size() - LINEAGE, lineage.size()) : lineage);
    }

    /** A head of units, before it is signed. */
    static Head unsigned(
            String epoch,
            List<String> lineage,
            long generation,
            Digests units,
            Instant publishedAt,
            String link,
            Optional<Instant> activateAt) {
        return new Head(epoch, lineage, generation, "", publishedAt, link, activateAt, "", "").of(units);
    }

    /** What this says of other units, with the signature that it has. */
    Head of(Digests units) {
        return new Head(epoch, lineage, generation, units.of(this), publishedAt, link, activateAt, key, signature);
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
                epoch,
                epochs,
                Long.parseLong(generation),
                digest,
                publishedAt,
                link,
                Optional.ofNullable(activateAt),
                fields.getOrDefault("key", ""),
                fields.getOrDefault("signature", "")));
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
        if (!signature.isEmpty()) {
            fields.put("key", key);
            fields.put("signature", signature);
        }
        return fields;
    }

    /**
     * What the digest covers besides the units: each in a line of its own. None of them can have an end of line in it, so
     * that no two heads have one text.
     */
    String claims() {
        return String.join(
                "\n",
                epoch,
                String.join(",", lineage),
                Long.toString(generation),
                publishedAt.toString(),
                link,
                activateAt.map(Instant::toString).orElse(""),
                "");
    }

    /** What is signed: everything, and the namespace, each in a line of its own in the same way. */
    String text(String namespace) {
        return String.join(
                "\n",
                "cuprum release 1",
                namespace,
                epoch,
                String.join(",", lineage),
                Long.toString(generation),
                digest,
                publishedAt.toString(),
                link,
                activateAt.map(Instant::toString).orElse(""),
                "");
    }

    /** The same head with a signature. */
    Head signed(String key, String signature) {
        return new Head(epoch, lineage, generation, digest, publishedAt, link, activateAt, key, signature);
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

    /** Whether this says the same as another one, of the same units, but is signed differently. */
    boolean isOtherwiseSigned(Head other) {
        return token().equals(other.token()) && !equals(other);
    }

    /** Whether this one's units came from, or are, those of the other's epoch. */
    boolean continues(Head other) {
        return other.generation == 0 || epoch.equals(other.epoch) || lineage.contains(other.epoch);
    }

    /** Whether this is the next one after the other, with none in between. */
    boolean follows(Head other) {
        return epoch.equals(other.epoch) && generation == other.generation + 1;
    }

    /**
     * Whether this is another head than a node's, and no newer one: an old state that was put back, or a branch that was
     * made of one.
     *
     * @param other what the node has
     */
    boolean isBehind(Head other) {
        if (other.generation == 0 || token().equals(other.token())) {
            return false;
        }
        boolean related = continues(other) || other.lineage.contains(epoch);
        return related ? generation <= other.generation : !publishedAt.isAfter(other.publishedAt);
    }
}
