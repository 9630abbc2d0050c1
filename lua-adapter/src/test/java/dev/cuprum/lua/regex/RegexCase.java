package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** An expression with options of {@code ngx.re}, a subject, and where to begin. */
record RegexCase(String expression, String options, byte[] subject, int start) {

    private static final Map<Character, RegexOption> OPTIONS = Map.of(
            'a', RegexOption.ANCHORED,
            'd', RegexOption.LONGEST,
            'D', RegexOption.DUPLICATE_NAMES,
            'i', RegexOption.CASELESS,
            'J', RegexOption.JAVASCRIPT,
            'm', RegexOption.MULTILINE,
            's', RegexOption.DOTALL,
            'u', RegexOption.UTF8,
            'x', RegexOption.EXTENDED);

    static RegexCase of(String expression, String options, String subject) {
        return new RegexCase(expression, options, subject.getBytes(StandardCharsets.ISO_8859_1), 0);
    }

    /** For the oracle. */
    String line() {
        HexFormat hex = HexFormat.of();
        return options + "\t" + hex.formatHex(expression.getBytes(StandardCharsets.ISO_8859_1)) + "\t"
                + hex.formatHex(subject) + "\t" + start;
    }

    /** What comes of it here, as the oracle says it: by its program, and the same by its translation. */
    String answer(Budget budget) {
        String answer = answer(budget, false);
        String translated = answer(budget, true);
        return translated.equals(answer) ? answer : answer + ", but translated " + translated;
    }

    private String answer(Budget budget, boolean translated) {
        try {
            Regex regex = Regex.compile(expression.getBytes(StandardCharsets.ISO_8859_1), set(), budget);
            if (translated) {
                regex.translate();
            }
            RegexMatcher matcher = regex.matcher(budget);
            int status = matcher.search(subject, 0, subject.length, start);
            StringBuilder answer = new StringBuilder().append(status);
            for (int i = 0; i < status; i++) {
                answer.append(' ').append(matcher.start(i)).append(' ').append(matcher.end(i));
            }
            return answer.toString();
        } catch (RegexSyntaxException e) {
            return "fault " + e.offset() + " " + e.getMessage();
        }
    }

    private Set<RegexOption> set() {
        Set<RegexOption> set = EnumSet.noneOf(RegexOption.class);
        for (int i = 0; i < options.length(); i++) {
            char option = options.charAt(i);
            if (option == 'U') {
                set.addAll(Set.of(RegexOption.UTF8, RegexOption.UNCHECKED_UTF8));
            } else if (OPTIONS.containsKey(option)) {
                set.add(OPTIONS.get(option));
            }
        }
        return set;
    }

    @Override
    public String toString() {
        return "/" + expression + "/" + options + " on \"" + new String(subject, StandardCharsets.ISO_8859_1) + "\""
                + (start == 0 ? "" : " from " + start);
    }
}
