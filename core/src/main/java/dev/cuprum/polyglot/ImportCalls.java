package dev.cuprum.polyglot;

import dev.cuprum.engine.CompilationException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Refuses {@code import(…)} and {@code import.meta}: the first reaches what other units have left in the context and runs
 * text, the second is an object that outlives executions. Neither can be switched off in GraalVM.
 *
 * <p>Whether such a word is code or stands in a string, a template, a regular expression or a comment, only the parser of the
 * language knows for sure. So it is asked: the word is written so that no code can have it, and where the source can
 * still be parsed, it was none.
 */
final class ImportCalls {

    /** The word before a parenthesis, a dot or a comment, and not the name of a property. */
    private static final Pattern WORD =
            Pattern.compile("(?<![\\w$#]|(?<!\\.)\\.)import(?=[\\s\\p{Z}\\uFEFF]*(?:[(.]|/[/*]))");

    /** As long as the word; a number that goes on with letters is an error wherever code may be. */
    private static final String NO_CODE = "1mport";

    private ImportCalls() {}

    /**
     * Looks through a source that can be parsed.
     *
     * @param parses whether a source can be parsed
     * @throws CompilationException where there is one in it
     */
    static void refuse(String code, Predicate<String> parses) throws CompilationException {
        List<Integer> places =
                WORD.matcher(code).results().map(MatchResult::start).toList();
        if (places.isEmpty() || parses.test(without(code, places))) {
            return;
        }
        int low = 0;
        int high = places.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (parses.test(without(code, places.subList(0, middle + 1)))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        throw UnitSource.refusal(
                code,
                places.get(low),
                "a unit has neither import(…) nor import.meta, nor anything of its own that is called import; put what it needs into it");
    }

    private static String without(String code, List<Integer> places) {
        StringBuilder changed = new StringBuilder(code);
        places.forEach(at -> changed.replace(at, at + NO_CODE.length(), NO_CODE));
        return changed.toString();
    }
}
