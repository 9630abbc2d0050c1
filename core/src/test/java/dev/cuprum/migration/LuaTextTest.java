package dev.cuprum.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LuaTextTest {

    @Test
    void namesComeWithTheirFields() {
        assertThat(LuaText.of("local c = ngx.location . capture('/x'):y() a..b x.y['z'].w 1..e 0x1f.g")
                        .paths())
                .containsExactly("local", "c", "ngx.location.capture", "a", "b", "x.y", "e");
    }

    @Test
    void commentsAndStringsMentionNothing() {
        LuaText text = LuaText.of(
                """
                -- ngx.sleep(1)
                --[[ ngx.sleep(1)
                ]] a "ngx.sleep \\" ngx.sleep" 'b' --[==[ ]] ngx.sleep ]==] c [=[ d ]] ]=] --[x ngx.sleep
                """);

        assertThat(text.paths()).containsExactly("a", "c");
        assertThat(text.strings()).containsExactly("ngx.sleep \\\" ngx.sleep", "b", " d ]] ");
        assertThat(text.endsInComment()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a() -- b", "--", "a() --[b", "--[[ x ]] --"})
    void knowsWhatEndsInAComment(String text) {
        assertThat(LuaText.of(text).endsInComment()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a() -- b\n", "a('--')", "--[[ b ]]", "-- a\nb", "", "a - -b"})
    void knowsWhatDoesNot(String text) {
        assertThat(LuaText.of(text).endsInComment()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "\"a\\", "[[", "[==[ ]]", "--[[", "[", "[=", "-", ".", "a.", "require"})
    void readsWhatIsNoLuaToItsEnd(String text) {
        assertThat(LuaText.of(text).required()).isEmpty();
    }

    @Test
    void findsModulesThatAreRequiredByALiteralName() {
        assertThat(LuaText.of("require 'a' require(\"b.c\") require [[d]] require(x) pcall(require, 'e')")
                        .required())
                .containsExactly("a", "b.c", "d");
    }
}
