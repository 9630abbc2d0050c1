package dev.cuprum.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
     * The head is the one that was known.
     *
     * @param units how many units there are; they were not looked at
     */
    record Same(String token, long units) implements Sight {}

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

    /**
     * Reads what the script has answered.
     *
     * @param known what the script was told is known
     */
    static Sight read(List<byte[]> answer, Picture known) {
        String what = text(answer.get(0));
        return switch (what) {
            case "none" -> new Nothing(Long.parseLong(text(answer.get(1))));
            case "broken" -> new Unreadable("||", text(answer.get(1)));
            case "same" -> new Same(known.head().token(), Long.parseLong(text(answer.get(1))));
            default -> units(answer, what.equals("steps") ? known : Picture.NONE, what.equals("lost"));
        };
    }

    private static Sight units(List<byte[]> answer, Picture base, boolean withoutKnown) {
        int size = Integer.parseInt(text(answer.get(1)));
        Map<String, String> fields = new HashMap<>();
        for (int i = 2; i < 2 + size; i += 2) {
            fields.put(text(answer.get(i)), text(answer.get(i + 1)));
        }
        Optional<Head> head = Head.read(fields);
        if (head.isEmpty()) {
            return new Unreadable(Head.token(fields), "fields are missing, or are not what a publication writes");
        }
        try {
            return new Found(Picture.read(head.get(), base, texts(answer.get(2 + size))), withoutKnown);
        } catch (AlteredException e) {
            return new Altered(head.get(), String.valueOf(e.getMessage()));
        }
    }

    /** The texts that were joined, each after its length. */
    private static List<byte[]> texts(byte[] joined) {
        List<byte[]> texts = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(joined);
        while (buffer.hasRemaining()) {
            byte[] text = new byte[buffer.getInt()];
            buffer.get(text);
            texts.add(text);
        }
        return texts;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
