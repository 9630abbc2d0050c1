package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b, /a/b",
        "/a//b, /a/b",
        "//a, /a",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/a/.., /",
        "/.a/..b/c., /.a/..b/c.",
        "/a/b/../../c/, /c/",
    })
    void resolvesDotsAndDoubleSlashes(String path, String normal) {
        assertThat(RequestPath.normalize(path)).contains(normal);
    }

    @ParameterizedTest
    @CsvSource({"/..", "/a/../../b", "/../a", "*", "a/b", "''"})
    void refusesPathsThatLeadNowhere(String path) {
        assertThat(RequestPath.normalize(path)).isEmpty();
    }

    @Test
    void encodesWhatCannotStandInARequestLine() {
        assertThat(RequestPath.encode("/a b%c?d#e\u00e9\r\n")).isEqualTo("/a%20b%25c%3Fd%23e%C3%A9%0D%0A");
        assertThat(RequestPath.encode("/plain-._~!$&'()*+,;=:@/x")).isEqualTo("/plain-._~!$&'()*+,;=:@/x");
    }

    @Test
    void leavesEncodedSlashesEncoded() {
        assertThat(RequestPath.encode("/a%2Fb%2fc")).isEqualTo("/a%2Fb%2fc");
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, /",
        "/a/b.c, /a/b.c, /a/b.c",
        "/a//b, /a//b, /a/b",
        "/x/../admin, /x/../admin, /admin",
        "/../x, /../x, /",
        "/x%2F..%2fadmin, /x%2F..%2fadmin, /admin",
        "/x%2Fy, /x%252Fy, /x%2Fy",
        "/a%c, /a%25c, /a%c",
        "/é, /%C3%A9, /Ã©",
    })
    void unitsSeeOneCharacterForEachByteOfAnOrdinaryPath(String decoded, String raw, String seen) {
        assertThat(RequestPath.seen(decoded, raw)).isEqualTo(seen);
    }

    @Test
    void whatUnitsWriteIsEncodedByteByByte() {
        assertThat(RequestPath.encodeSeen("/a bÃ©")).isEqualTo("/a%20b%C3%A9");
        assertThat(RequestPath.decoded("/Ã©")).isEqualTo("/é");
        assertThat(RequestPath.decoded("/ÿ")).isEqualTo("/ÿ");
    }
}
