package dev.cuprum.lua.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.unit.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that mean no good end by the limit of a match, or by the budget. */
@Timeout(120)
final class RegexBombTest {

    private static final ScheduledExecutorService WATCHDOG = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "watchdog");
        thread.setDaemon(true);
        return thread;
    });

    private static int search(String expression, String subject, Limits limits, RegexOption... options)
            throws RegexSyntaxException {
        Budget budget = new Budget();
        budget.start(limits);
        byte[] bytes = subject.getBytes(StandardCharsets.ISO_8859_1);
        var hints = WATCHDOG.scheduleAtFixedRate(budget::hint, 1, 1, TimeUnit.MILLISECONDS);
        try {
            Regex regex = Regex.compile(expression.getBytes(StandardCharsets.ISO_8859_1), Set.of(options), budget);
            int status = regex.matcher(budget).search(bytes, 0, bytes.length, 0);
            regex.translate();
            int translated = regex.matcher(budget).search(bytes, 0, bytes.length, 0);
            assertThat(translated).isEqualTo(status);
            return status;
        } finally {
            hints.cancel(false);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a|b)*",
                "(?:a|b|(c))*",
                "(a|b)*?$",
                "((a)|(b))+",
                "(?:(?=a)a|b)*",
                "(a(?=.))*",
                "(?>a|b)*",
                "(.)*"
            })
    void matchesALongSubjectWithoutMuchStack(String expression) throws Exception {
        int[] status = {0};
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        status[0] = search(expression, "ab".repeat(50_000), Limits.of(60_000, 256));
                    } catch (RegexSyntaxException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "small",
                1 << 18);
        thread.start();
        thread.join();

        assertThat(status[0]).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "(a+)+c,                    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabc",
        "(a*)*c,                    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabc",
        "(a|a)*c,                   aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabc",
        "(a|aa)+c,                  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabc",
        "((a*)*)*c,                 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabc",
        "(.*)*.*=.*d,               x=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxc",
        "(\\w+\\s?)+:$,             aaaa aaaa aaaa aaaa aaaa aaaa aaaa aaaa aaaa:!",
        "(x+x+)+y,                  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxzy!",
        "^(([a-z])+.)+[A-Z]([a-z])+$, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA",
        "(?=(a+)+c)ab,              aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabc",
        "(?1)(?1)d((a|aa)+c),       aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabd",
    })
    void givesUp(String expression, String subject) throws Exception {
        Limits brief = Limits.of(100, 64);

        assertThat(search(expression, subject, Limits.of(60_000, 512))).isIn(Status.MATCH_LIMIT, Status.NO_MATCH);
        try {
            assertThat(search(expression, subject, brief)).isIn(Status.MATCH_LIMIT, Status.NO_MATCH);
        } catch (LimitExceededError e) {
            assertThat(e).hasMessageContaining("budget used up");
        }
    }

    @Test
    void countsTheStepsOfAnAttempt() throws Exception {
        String subject = "a".repeat(40) + "cb";

        assertThat(search("(a+)+b", subject, Limits.of(60_000, 256))).isEqualTo(Status.MATCH_LIMIT);
        assertThat(search("(*LIMIT_MATCH=1000)(a+)+b", subject, Limits.of(60_000, 256)))
                .isEqualTo(Status.MATCH_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {".*.*.*.*[xyz]", "(?:.*,)*[xyz]", "(.*?,){9}[xyz]", "[^x]*[^y]*[xyz]\\d"})
    void isStoppedByTheBudgetWhereManyPlacesAreTried(String expression) {
        String subject = "a,".repeat(100_000);

        // So little that no machine comes to the limit of steps before.
        assertThatThrownBy(() -> search(expression, subject, Limits.of(10, 64))).isInstanceOf(LimitExceededError.class);
    }

    @Test
    void isStoppedByTheBudgetWhereItWouldRememberTooMuch() {
        assertThatThrownBy(() -> search("(?:(a)|(b))*", "ab".repeat(4_000_000), Limits.of(60_000, 64)))
                .isInstanceOf(LimitExceededError.class)
                .hasMessageContaining("memory");
    }

    @Test
    void callsAsDeeplyAsThereIsMemory() throws Exception {
        String nested = "(".repeat(20_000) + ")".repeat(20_000);

        assertThat(search("^(\\((?1)*\\))$", nested, Limits.of(60_000, 256))).isEqualTo(2);
        assertThat(search("a(?R)?b", "a".repeat(50_000) + "b".repeat(50_000), Limits.of(60_000, 256)))
                .isEqualTo(1);
    }

    @Test
    void endsCallsThatStandStill() throws Exception {
        assertThat(search("((?2))((?1))", "ab", Limits.of(60_000, 64))).isEqualTo(Status.RECURSION_LOOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((((a{1,1000}){1,1000}){1,1000}){1,1000})b",
                "(?:a{0,65535}){0,65535}b",
                "((?:a?){60000}){60000}b",
                "(a{60000}|b){60000}c",
            })
    void countsHugeRepetitions(String expression) throws Exception {
        try {
            assertThat(search(expression, "a".repeat(2000) + "c", Limits.of(1_000, 64)))
                    .isLessThanOrEqualTo(Status.NO_MATCH);
        } catch (RegexSyntaxException e) {
            assertThat(e).hasMessage("regular expression is too large");
        } catch (LimitExceededError e) {
            assertThat(e).hasMessageContaining("budget used up");
        }
    }

    @Test
    void refusesExpressionsThatAreTooLargeOrTooDeep() {
        assertThatThrownBy(() -> search("[ab]c".repeat(200_000), "", Limits.of(60_000, 256)))
                .isInstanceOf(RegexSyntaxException.class)
                .hasMessage("regular expression is too large");
        assertThatThrownBy(() -> search("(".repeat(300) + ")".repeat(300), "", Limits.of(60_000, 256)))
                .isInstanceOf(RegexSyntaxException.class)
                .hasMessage("parentheses are too deeply nested");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?:a|ab|b)*c", "(?:a*)*c", "(a+)+c", "(?>(?:a|aa)+)c", "(a|b(?1))*c"})
    void findsTheLongestWithoutTryingEverything(String expression) throws Exception {
        assertThat(search(expression, "ab".repeat(500) + "d", Limits.of(60_000, 256), RegexOption.LONGEST))
                .isLessThanOrEqualTo(Status.NO_MATCH);
    }

    @Test
    void translatesNothingThatIsTooLarge() throws Exception {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < 199; i++) {
            expression.append("abcdefghijklmno").append((char) ('a' + i % 26)).append("[acegik]");
        }

        int status = search(expression.toString(), "abcdefghijklmnoa", Limits.of(60_000, 64), RegexOption.CASELESS);

        assertThat(status).isEqualTo(Status.NO_MATCH);
    }
}
