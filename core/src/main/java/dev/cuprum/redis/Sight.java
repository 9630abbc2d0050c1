package dev.cuprum.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a look into Redis has found. */
sealed interface Sight {

    /** The head it was found under, as the script that publishes compares it. */
    String token();

    /**
     * There is no head.
     *
     * @param units how many units there are all the same
     */
    record Nothing(long units) implements Sight {
        @Override
        public String token() {
            return "";
        }
    }

    /** There is something where the head should be. */
    record Unreadable(String token, String problem) implements Sight {}

    /**
     * The head has the digest of the one that was known.
     *
     * @param units how many units there are; they were not looked at
     * @param whole whether all that the head says is as it was
     */
    record Same(String token, long units, boolean whole) implements Sight {}

    /**
     * A generation, verified.
     *
     * @param withoutKnown whether it was built without what was known, though it came after
     */
    record Found(Picture picture, boolean withoutKnown) implements Sight {
        @Override
        public String token() {
            return picture.head().token();
        }
    }

    /** A head, with units that are not its own. */
    record Altered(Head head, String problem) implements Sight {
        @Override
        public String token() {
            return head.token();
        }
    }

    /** A head that this node does not trust; its units were not looked at. */
    record Untrusted(Head head, String problem) implements Sight {
        @Override
        public String token() {
            return head.token();
        }
    }

    /** A head that this node trusts, of an older state than it has; its units were not looked at. */
    record Outdated(Head head) implements Sight {
        @Override
        public String token() {
            return head.token();
        }
    }

    /**
     * Reads what the script has answered.
     *
     * @param known what the script was told is known
     */
    static Sight read(List<byte[]> answer, Picture known, Trust trust) {
        String what = text(answer.get(0));
        return switch (what) {
            case "none" -> new Nothing(Long.parseLong(text(answer.get(1))));
            case "broken" -> new Unreadable("||", text(answer.get(1)));
            case "same" -> same(answer, known);
            default -> units(answer, known, what, trust);
        };
    }

    private static Sight same(List<byte[]> answer, Picture known) {
        boolean whole =
                Head.read(fields(answer, 2)).filter(known.head()::equals).isPresent();
        return new Same(known.head().token(), Long.parseLong(text(answer.get(1))), whole);
    }

    /** The head is verified before anything of the units is read. */
    private static Sight units(List<byte[]> answer, Picture known, String what, Trust trust) {
        Map<String, String> fields = fields(answer, 1);
        Optional<Head> read = Head.read(fields);
        if (read.isEmpty()) {
            return new Unreadable(Head.token(fields), "fields are missing, or are not what a publication writes");
        }
        Head head = read.get();
        Optional<String> objection = trust.objection(head);
        if (objection.isPresent()) {
            return new Untrusted(head, objection.get());
        }
        if (trust.isRequired() && head.isBehind(known.head())) {
            return new Outdated(head);
        }
        try {
            Picture base = what.equals("steps") ? known : Picture.NONE;
            Picture picture = Picture.read(head, base, Joined.split(answer.get(answer.size() - 1)));
            return new Found(picture, what.equals("lost"));
        } catch (AlteredException e) {
            return new Altered(head, String.valueOf(e.getMessage()));
        }
    }

    /** The fields of the head, by turns with their values. */
    private static Map<String, String> fields(List<byte[]> answer, int at) {
        int size = Integer.parseInt(text(answer.get(at)));
        Map<String, String> fields = new HashMap<>();
        for (int i = at + 1; i < at + 1 + size; i += 2) {
            fields.put(text(answer.get(i)), text(answer.get(i + 1)));
        }
        return fields;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
