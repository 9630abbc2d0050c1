package dev.cuprum.polyglot;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells by the text of a unit whether it may read the body of the request, which is received before it runs then. Where
 * that cannot be told, it may. What visibly belongs to an answer of {@code fetch} or to a {@code Response} does not count:
 *
 * <pre>
 *   (await fetch(url)).json()
 *   const answer = await fetch(url); … answer.json()
 *   fetch(url).then((answer) =&gt; answer.json())
 *   new Response(text).text(), Response.json(value)
 * </pre>
 */
final class BodyUse {

    /** How far back the beginning of a call is looked for, in characters. */
    private static final int LONGEST_CALL = 2_000;

    /** A source with more other names of the request is not looked through. */
    private static final int MOST_ALIASES = 16;

    private static final String READERS = "(?:text|json|bytes|arrayBuffer)\\b";
    private static final String NAME = "(?<![\\w$])([\\w$]++)";
    private static final String REQUEST = "(?:[\\w$]++\\s*+\\.\\s*+)?request\\b(?!\\s*+[.(\\w])";

    private static final Pattern OF_A_NAME_TO_COME = Pattern.compile("\\brequest\\s*+(?:\\?\\.\\s*+)?\\[");
    private static final Pattern WORD = Pattern.compile("\\b" + READERS);

    /** A read of something that stands before it. */
    private static final Pattern READ =
            Pattern.compile("(?<!\\s)\\s*+(?:\\?\\.\\s*+|\\.\\s*+|\\[\\s*+['\"`])" + READERS + "(?=\\s*+[('\"`?])");

    /**
     * A read of the request itself, also where it is not called at once or has no name, or is taken out of it; or a call that
     * is given the request, and may read it.
     */
    private static final Pattern OF_THE_REQUEST =
            Pattern.compile("\\brequest\\s*+\\??\\.\\s*+" + READERS + "|\\brequest\\s*+:\\s*+\\{" + "|}\\s*+=\\s*+"
                    + REQUEST + "|\\(\\s*+request\\s*+[,)]|,\\s*+request\\s*+\\)");

    private static final Pattern ANSWER = Pattern.compile(NAME
            + "\\s*+=\\s*+(?:await\\s++fetch|new\\s++Response)\\s*+\\("
            + "|\\bfetch\\s*+\\([^;]{0,500}?\\.then\\s*+\\(\\s*+(?:async\\s++)?\\(?\\s*+" + NAME + "\\s*+\\)?\\s*+=>");

    /** Another name of the request. */
    private static final Pattern ALIAS =
            Pattern.compile("\\brequest\\s*+:\\s*+" + NAME + "|" + NAME + "\\s*+=\\s*+" + REQUEST);

    private final String code;
    private final Set<String> aliases;
    private final Set<String> answers;

    private BodyUse(String code) {
        this.code = code;
        aliases = names(ALIAS);
        answers = names(ANSWER);
        answers.removeAll(aliases);
        answers.remove("request");
        answers.add("Response");
    }

    /** Whether a source may read the body of the request. */
    static boolean isIn(String code) {
        return code.contains("request_body")
                || OF_A_NAME_TO_COME.matcher(code).find()
                || (WORD.matcher(code).find() && new BodyUse(code).isThere());
    }

    private boolean isThere() {
        if (OF_THE_REQUEST.matcher(code).find()) {
            return true;
        }
        if (READ.matcher(code).results().anyMatch(read -> !isOfAnAnswer(read.start()))) {
            return true;
        }
        return aliases.size() > MOST_ALIASES
                || aliases.stream().anyMatch(alias -> Pattern.compile("}\\s*+=\\s*+\\Q" + alias + "\\E(?![\\w$])")
                        .matcher(code)
                        .find());
    }

    private Set<String> names(Pattern pattern) {
        Set<String> names = new HashSet<>();
        Matcher matcher = pattern.matcher(code);
        while (matcher.find()) {
            for (int i = 1; i <= matcher.groupCount(); i++) {
                if (matcher.group(i) != null) {
                    names.add(matcher.group(i));
                }
            }
        }
        return names;
    }

    /** Whether what stands before a place is an answer. */
    private boolean isOfAnAnswer(int end) {
        if (end > 0 && code.charAt(end - 1) == ')') {
            int open = opening(end - 1);
            return open >= 0 && (startsWith("await fetch", open + 1) || endsWith("new Response", open));
        }
        int start = end;
        while (start > 0 && isPartOfName(code.charAt(start - 1))) {
            start--;
        }
        boolean member = start > 0 && code.charAt(start - 1) == '.';
        return !member && answers.contains(code.substring(start, end));
    }

    private boolean startsWith(String text, int from) {
        int start = from;
        while (start < code.length() && Character.isWhitespace(code.charAt(start))) {
            start++;
        }
        return code.startsWith(text, start);
    }

    private boolean endsWith(String text, int to) {
        int end = to;
        while (end > 0 && Character.isWhitespace(code.charAt(end - 1))) {
            end--;
        }
        return code.startsWith(text, end - text.length());
    }

    private static boolean isPartOfName(char c) {
        return Character.isUnicodeIdentifierPart(c) || c == '$';
    }

    /** Where the parenthesis opens that closes at a place; -1 where that is not known. */
    private int opening(int close) {
        int depth = 0;
        for (int i = close; i >= Math.max(0, close - LONGEST_CALL); i--) {
            char c = code.charAt(i);
            if (c == ')') {
                depth++;
            } else if (c == '(' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
