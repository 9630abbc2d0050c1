package dev.cuprum.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.HostPattern;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.RandomUnits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitIndexTest {

    private static List<String> selected(Selection selection) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < selection.size(); i++) {
            ids.add(selection.get(i).unit().id().value());
        }
        return ids;
    }

    private static UnitIndex index(Match... matches) {
        List<CatalogUnit> units = new ArrayList<>();
        for (int i = 0; i < matches.length; i++) {
            units.add(CatalogFixture.ready(ComputingUnit.of("u" + i, Phase.REWRITE, "x").toBuilder()
                    .match(matches[i])
                    .build()));
        }
        return new UnitIndex(units);
    }

    private static Match path(String path) {
        return new Match(List.of(), List.of(PathPattern.parse(path)), List.of());
    }

    private static Match host(String host) {
        return new Match(List.of(HostPattern.parse(host)), List.of(), List.of());
    }

    /** What a match means, said without any index. */
    private static boolean fits(Match match, String host, String path, String method) {
        return (match.hosts().isEmpty() || match.hosts().stream().anyMatch(pattern -> fits(pattern, host)))
                && (match.paths().isEmpty() || match.paths().stream().anyMatch(pattern -> fits(pattern, path)))
                && (match.methods().isEmpty() || match.methods().contains(method))
                && match.routes().isEmpty();
    }

    private static boolean fits(HostPattern pattern, String host) {
        return switch (pattern.kind()) {
            case EXACT -> host.equals(pattern.value());
            case SUFFIX ->
                host.endsWith(pattern.value())
                        && host.length() > pattern.value().length();
            case REGEX -> pattern.regex().matcher(host).find();
        };
    }

    private static boolean fits(PathPattern pattern, String path) {
        return switch (pattern.kind()) {
            case EXACT -> path.equals(pattern.value());
            case PREFIX -> path.startsWith(pattern.value());
            case REGEX, REGEX_NO_CASE -> pattern.regex().matcher(path).find();
        };
    }

    @Test
    void findsWhatALookAtEveryUnitFinds() {
        long seed = new Random().nextLong();
        RandomUnits random = new RandomUnits(seed);
        for (int round = 0; round < 40; round++) {
            List<CatalogUnit> units = new ArrayList<>();
            for (int i = 0; i < 3 * round; i++) {
                units.add(CatalogFixture.ready(random.next()));
            }
            UnitIndex index = new UnitIndex(units);
            for (int request = 0; request < 100; request++) {
                String host = random.host();
                String path = random.path();
                String method = random.method();
                List<String> expected = units.stream()
                        .map(CatalogUnit::unit)
                        .filter(unit -> fits(unit.match(), host, path, method))
                        .map(unit -> unit.id().value())
                        .toList();

                assertThat(selected(index.select(host, path, method, "")))
                        .as("seed %d: %s %s%s", seed, method, host, path)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a, true",
        "/a, /ab, true",
        "/a, /, false",
        "= /a, /a, true",
        "= /a, /a/, false",
        "~ ^/a/b$, /a/b, true",
        "~ ^/a/b$, /a/bc, false",
        "~ ^/ab?c, /ac, true",
        "~ ^/ab*, /a, true",
        "'~ ^/ab{0,1}$', /a, true",
        "~ ^/a\\Q\\E*b, /b, true",
        "~ ^/a|b, /xb, true",
        "~ ^/A, /a, false",
        "~* ^/A, /a, true",
        "~ é, /caf\u00e9, true",
    })
    void findsByPath(String pattern, String path, boolean found) {
        assertThat(index(path(pattern)).select("h", path, "GET", "").isEmpty()).isEqualTo(!found);
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, true",
        "example.org, a.example.org, false",
        "*.example.org, a.example.org, true",
        "*.example.org, b.a.example.org, true",
        "*.example.org, example.org, false",
        "*.example.org, badexample.org, false",
        "*.org, example.org, true",
        "~ ^shop[0-9]+[.], shop12.example.org, true",
        "~ ^shop[0-9]+[.], shop.example.org, false",
        "example.org, '', false",
    })
    void findsByHost(String pattern, String host, boolean found) {
        assertThat(index(host(pattern)).select(host, "/", "GET", "").isEmpty()).isEqualTo(!found);
    }

    @Test
    void findsAUnitOnceHoweverManyOfItsPatternsFit() {
        Match match = new Match(
                List.of(HostPattern.parse("a.b"), HostPattern.parse("*.b"), HostPattern.parse("~ a")),
                List.of(PathPattern.parse("/"), PathPattern.parse("/x"), PathPattern.parse("~ x")),
                List.of("GET"));

        assertThat(selected(index(match).select("a.b", "/x", "GET", ""))).containsExactly("u0");
        assertThat(index(match).select("a.b", "/x", "POST", "").isEmpty()).isTrue();
    }

    @Test
    void findsMoreUnitsThanItHasRoomForAtFirst() {
        Match[] all = new Match[100];
        Arrays.fill(all, Match.ALL);

        assertThat(index(all).select("h", "/", "GET", "").size()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "^/api/v1, /api/v1",
        "^/api/v[0-9], /api/v",
        "^/ab?, /a",
        "^/ab*, /a",
        "^/ab+, /a",
        "^/ab{2}, /a",
        "^/a.b, /a",
        "^/a\\.b, /",
        "^/a|/b, ''",
        "/a, ''",
        "^, ''",
        "(?i)^/a, ''",
    })
    void theTextThatEveryMatchBeginsWithIsNeverTooLong(String regex, String start) {
        assertThat(PathIndex.literalStart(regex)).isEqualTo(start);
    }

    @Test
    void selectionsAreByPhase() {
        List<CatalogUnit> units = new ArrayList<>();
        for (Phase phase : List.of(Phase.REWRITE, Phase.REWRITE, Phase.ACCESS, Phase.LOG)) {
            units.add(CatalogFixture.ready(ComputingUnit.of("u" + units.size(), phase, "x")));
        }

        Selection selection = new UnitIndex(units).select("h", "/", "GET", "");

        assertThat(selection.has(Phase.REWRITE)).isTrue();
        assertThat(selection.has(Phase.CONTENT)).isFalse();
        assertThat(selection.start(Phase.ACCESS)).isEqualTo(2);
        assertThat(selection.start(Phase.CONTENT)).isEqualTo(3);
        assertThat(selection.start(Phase.TIMER)).isEqualTo(4);
        assertThat(selection.any(Phase.ACCESS, unit -> unit.unit().id().value().equals("u2")))
                .isTrue();
        assertThat(selection.any(Phase.ACCESS, unit -> unit.unit().id().value().equals("u3")))
                .isFalse();
        assertThat(selection.any(Phase.CONTENT, unit -> true)).isFalse();
    }
}
