package dev.cuprum.undertow.standalone.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.undertow.standalone.config.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The letters are those of the example in nginx's documentation of {@code location}, with some more after E. */
final class LocationsTest {

    private static Locations<String> locations(String... written) {
        List<Map.Entry<Location, String>> entries = new ArrayList<>();
        for (String location : written) {
            entries.add(Map.entry(Location.parse(location), location));
        }
        return new Locations<>(entries);
    }

    private final Locations<String> documented = locations(
            "= /",
            "/",
            "/documents/",
            "^~ /images/",
            "~* \\.(gif|jpg|jpeg)$",
            "~ \\.GIF$",
            "= /images/x",
            "/doc",
            "~ ^/documents/special",
            "@named");

    private static Optional<String> chosen(Locations<String> locations, String path) {
        return locations.select(path).map(Locations.Choice::target);
    }

    @ParameterizedTest
    @CsvSource({
        "/, = /",
        "/index.html, /",
        "/documents/document.html, /documents/",
        "/images/1.gif, ^~ /images/",
        "/documents/1.jpg, ~* \\.(gif|jpg|jpeg)$",
        "/documents/1.JPG, ~* \\.(gif|jpg|jpeg)$",
        "/x.GIF, ~* \\.(gif|jpg|jpeg)$",
        "/images/x, = /images/x",
        "/documents/special/1.gif, ~* \\.(gif|jpg|jpeg)$",
        "/documents/special/1, ~ ^/documents/special",
        "/doctor, /doc",
        "/documents, /doc",
        "/@named, /",
    })
    void selectsAsNginxDoes(String path, String location) {
        assertThat(chosen(documented, path)).contains(location);
    }

    @Test
    void theFirstExpressionWinsNotTheBest() {
        assertThat(chosen(locations("~ a", "~ ^/abc$"), "/abc")).contains("~ a");
    }

    @Test
    void aFinalPrefixThatIsNotTheLongestStopsNoExpression() {
        assertThat(chosen(locations("^~ /a", "/a/b", "~ x$"), "/a/b/x")).contains("~ x$");
        assertThat(chosen(locations("^~ /a", "/a/b", "~ x$"), "/a/x")).contains("^~ /a");
    }

    @Test
    void findsNothingWhereNothingFits() {
        assertThat(chosen(locations("/a", "= /b", "~ ^/c"), "/d")).isEmpty();
        assertThat(chosen(locations("@x"), "@x")).isEmpty();
    }

    @Test
    void tellsWhatTheGroupsOfAnExpressionHaveFound() {
        assertThat(locations("~ ^/(?<year>\\d+)(-x)?/(.*)$")
                        .select("/2024/a")
                        .orElseThrow()
                        .captures())
                .isEqualTo(Map.of("1", "2024", "year", "2024", "3", "a"));
        assertThat(locations("/2024").select("/2024/a").orElseThrow().captures())
                .isEmpty();
    }

    @Test
    void namedLocationsAreFoundByNameAlone() {
        assertThat(documented.named("@named")).contains("@named");
        assertThat(documented.named("@other")).isEmpty();
    }

    @Test
    void knowsWhereOnlyASlashIsMissing() {
        assertThat(locations("/a/").slashAway("/a")).contains("/a/");
        assertThat(locations("/a/", "/").slashAway("/a")).contains("/a/");
        assertThat(locations("/a/", "/a").slashAway("/a")).isEmpty();
        assertThat(locations("/a/", "= /a").slashAway("/a")).isEmpty();
        assertThat(locations("/a/").slashAway("/ab")).isEmpty();
        assertThat(locations("/a/").slashAway("/a/")).isEmpty();
    }
}
