package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** URLs, as the URL standard reads, writes and changes them. */
final class UrlTest {

    private static final String ABSOLUTE =
            """
            http://example.com -> http://example.com/
            HTTP://Example.COM/A -> http://example.com/A
            http://example.com:80/ -> http://example.com/
            https://example.com:443 -> https://example.com/
            http://example.com:443/ -> http://example.com:443/
            http://example.com:0/ -> http://example.com:0/
            http://example.com:00080/ -> http://example.com/
            http://example.com:65536/ -> fails
            http://example.com:8a/ -> fails
            http://example.com:/x -> http://example.com/x
            http:example.com -> http://example.com/
            http:////example.com -> http://example.com/
            http:\\\\example.com\\a\\b -> http://example.com/a/b
            http:// -> fails
            http://:80 -> fails
            example.com -> fails
            1http://a -> fails
            +http://a -> fails
            a+b-c.d:x -> a+b-c.d:x
            http://user@a -> http://user@a/
            http://user:@a -> http://user@a/
            http://:pass@a -> http://:pass@a/
            http://u:p@x@a -> http://u:p%40x@a/
            http://u:p:q@a -> http://u:p%3Aq@a/
            http://u v:p^|@a -> http://u%20v:p%5E%7C@a/
            http://@ -> fails
            http://a/b/../c -> http://a/c
            http://a/b/./c/. -> http://a/b/c/
            http://a/../../x -> http://a/x
            http://a/b/%2e%2E/c -> http://a/c
            http://a/b/.%2e/c/%2e -> http://a/c/
            http://a//../b -> http://a/b
            http://a/... -> http://a/...
            http://a/b c -> http://a/b%20c
            http://a/"<>^`{|} -> http://a/%22%3C%3E%5E%60%7B|%7D
            http://a/[]|~ -> http://a/[]|~
            http://a/?"<>'^`{} -> http://a/?%22%3C%3E%27^`{}
            http://a/#"<>'`{} -> http://a/#%22%3C%3E'%60{}
            http://a/ä?ö#ü -> http://a/%C3%A4?%C3%B6#%C3%BC
            http://a/%zz%4 -> http://a/%zz%4
            http://a?# -> http://a/?#
            http://a?b -> http://a/?b
            http://a#b -> http://a/#b
            http://a/?b#c?d -> http://a/?b#c?d
            http://a b/ -> fails
            http://a%20b/ -> fails
            http://a<b/ -> fails
            http://a^b/ -> fails
            http://a%00/ -> fails
            http://ex%61mple.com/ -> http://example.com/
            http://a_b*!$&'()+,;=~/ -> http://a_b*!$&'()+,;=~/
            http://münchen.de/ -> http://xn--mnchen-3ya.de/
            http://MÜNCHEN.de/ -> http://xn--mnchen-3ya.de/
            http://日本語。jp/ -> http://xn--wgv71a119e.jp/
            http://ａｂｃ.com/ -> http://abc.com/
            http://straße.de/ -> fails
            http://1 -> http://0.0.0.1/
            http://127.1 -> http://127.0.0.1/
            http://0x7f.1 -> http://127.0.0.1/
            http://0177.0.0.01 -> http://127.0.0.1/
            http://1.2.3.4. -> http://1.2.3.4/
            http://0xffffffff -> http://255.255.255.255/
            http://4294967296 -> fails
            http://256.0.0.1 -> fails
            http://1.2.3.4.5 -> fails
            http://1.2.3.09 -> fails
            http://foo.0x4 -> fails
            http://1.2.3.4a/ -> http://1.2.3.4a/
            http://[::1]/ -> http://[::1]/
            http://[::1]:8080/ -> http://[::1]:8080/
            http://[1:0:0:2:0:0:0:3]/ -> http://[1:0:0:2::3]/
            http://[0:0:0:0:0:0:0:0]/ -> http://[::]/
            http://[::ffff:1.2.3.4]/ -> http://[::ffff:102:304]/
            http://[1:2:3:4:5:6:7::]/ -> http://[1:2:3:4:5:6:7:0]/
            http://[ABCD::0001]/ -> http://[abcd::1]/
            http://[::1 -> fails
            http://[1:2]/ -> fails
            http://[1::2::3]/ -> fails
            http://[::12345]/ -> fails
            http://[::1.2.3]/ -> fails
            http://[::1.2.3.04]/ -> fails
            http://[1:]/ -> fails
            http://[:1]/ -> fails
            file:///C|/x/.. -> file:///C:/
            file:c:\\a\\..\\..\\b -> file:///c:/b
            file://localhost/x -> file:///x
            file://host/x -> file://host/x
            mailto:a@b.c -> mailto:a@b.c
            data:text/plain,a b#c d -> data:text/plain,a b#c%20d
            about:blank?x#y -> about:blank?x#y
            foo:a b ?c -> foo:a b%20?c
            foo://Host/../x -> foo://Host/x
            foo://h:80/ -> foo://h:80/
            foo:/.//p -> foo:/.//p
            foo:///p -> foo:///p
            foo://a^b -> fails
            ws://a:80/x -> ws://a/x
            """;

    private static final String RELATIVE =
            """
            g -> http://u:p@h:1/a/g
            ./g/ -> http://u:p@h:1/a/g/
            ../g -> http://u:p@h:1/g
            ../../../g -> http://u:p@h:1/g
            /g -> http://u:p@h:1/g
            //g/x -> http://g/x
            \\\\g\\x -> http://g/x
            ?y -> http://u:p@h:1/a/b?y
            #s -> http://u:p@h:1/a/b?q#s
            . -> http://u:p@h:1/a/
            .. -> http://u:p@h:1/
            http:g -> http://u:p@h:1/a/g
            http:/g -> http://u:p@h:1/g
            https:g -> https://g/
            ;x=1 -> http://u:p@h:1/a/;x=1
            foo:g -> foo:g
            """;

    private static final String CHANGES =
            """
            protocol https -> https://u:p@h:81/p?q#f
            protocol foo -> http://u:p@h:81/p?q#f
            protocol file -> http://u:p@h:81/p?q#f
            username a:b -> http://a%3Ab:p@h:81/p?q#f
            password -> http://u@h:81/p?q#f
            host b:90 -> http://u:p@b:90/p?q#f
            host b:80 -> http://u:p@b/p?q#f
            host b: -> http://u:p@b:81/p?q#f
            host a b -> http://u:p@h:81/p?q#f
            host b/c -> http://u:p@b:81/p?q#f
            hostname b -> http://u:p@b:81/p?q#f
            hostname b:90 -> http://u:p@h:81/p?q#f
            hostname [::2] -> http://u:p@[::2]:81/p?q#f
            port 90 -> http://u:p@h:90/p?q#f
            port 80 -> http://u:p@h/p?q#f
            port -> http://u:p@h/p?q#f
            port 9x -> http://u:p@h:9/p?q#f
            port 70000 -> http://u:p@h:81/p?q#f
            pathname /x/../y?z#w -> http://u:p@h:81/y%3Fz%23w?q#f
            pathname -> http://u:p@h:81/?q#f
            search ?a b -> http://u:p@h:81/p?a%20b#f
            search -> http://u:p@h:81/p#f
            hash a b -> http://u:p@h:81/p?q#a%20b
            hash -> http://u:p@h:81/p?q
            """;

    static Stream<Arguments> absolute() {
        return WebContext.cases(ABSOLUTE);
    }

    static Stream<Arguments> relative() {
        return WebContext.cases(RELATIVE);
    }

    static Stream<Arguments> changes() {
        return CHANGES.lines().map(line -> {
            String[] sides = line.split(" ?-> ", 2);
            String[] change = sides[0].split(" ", 2);
            return Arguments.of(change[0], change.length < 2 ? "" : change[1], sides[1]);
        });
    }

    private static String href(String text, String base) {
        UrlRecord url = UrlParser.parse(text, base.isEmpty() ? null : UrlParser.parse(base, null));
        return url == null ? "fails" : url.href();
    }

    @ParameterizedTest
    @MethodSource
    void absolute(String text, String href) {
        assertThat(href(text, "")).isEqualTo(href);
    }

    @ParameterizedTest
    @MethodSource
    void relative(String text, String href) {
        assertThat(href(text, "http://u:p@h:1/a/b?q#f")).isEqualTo(href);
    }

    @ParameterizedTest
    @MethodSource
    void changes(String part, String value, String href) {
        UrlRecord url = UrlParser.parse("http://u:p@h:81/p?q#f", null);
        assertThat(url).isNotNull();

        UrlChange.apply(url, part, value);

        assertThat(url.href()).isEqualTo(href);
    }

    @ParameterizedTest
    @MethodSource("absolute")
    void whatWasWrittenIsReadAsTheSame(String text, String href) {
        assertThat(href(href, "")).isEqualTo(href);
    }

    @Test
    void whiteSpaceAroundAndLineEndsWithinAreDropped() {
        assertThat(href(" \u0000http://a/b\tc\r\nd \u001F", "")).isEqualTo("http://a/bcd");
    }

    @Test
    void aBaseWithoutHierarchyTakesFragmentsAlone() {
        assertThat(href("#x", "mailto:a@b")).isEqualTo("mailto:a@b#x");
        assertThat(href("x", "mailto:a@b")).isEqualTo("fails");
    }

    @Test
    void drivesOfFilesStay() {
        assertThat(href("/..", "file:///C:/x/y")).isEqualTo("file:///C:/");
        assertThat(href("D|/z", "file:///C:/x/y")).isEqualTo("file:///D:/z");
    }

    @Test
    @Timeout(120)
    void readsLongUrlsInATimeThatGrowsWithTheirLength() {
        UrlRecord user = UrlParser.parse("http://" + "@".repeat(2_000_000) + "a/", null);
        UrlRecord password = UrlParser.parse("http://u:" + "p@".repeat(1_000_000) + "a/", null);

        assertThat(user).isNotNull();
        assertThat(user.username).isEqualTo("%40".repeat(1_999_999));
        assertThat(password).isNotNull();
        assertThat(password.password).hasSize(4_000_000 - 3);
        assertThat(UrlParser.parse("http://" + "ü".repeat(2_000_000) + "/", null))
                .isNull();
        assertThat(UrlParser.parse("http://" + "ü".repeat(50) + "/", null)).isNotNull();
    }
}
