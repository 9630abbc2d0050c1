package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddedProgramTest {

    @ParameterizedTest
    @CsvSource({
        "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0, Redis, 7.0.15, 7",
        "Redis server v=6.2.6 sha=00000000:0, Redis, 6.2.6, 6",
        "Valkey server v=8.1.0-rc1 sha=0, Valkey, 8.1.0-rc1, 8",
        "Server v=10 sha=0, Redis, 10, 10"
    })
    void readsWhatAProgramSaysOfItsVersion(String said, String name, String version, int major) {
        EmbeddedProgram program = EmbeddedProgram.said(said, "the PATH").orElseThrow();

        assertThat(program).isEqualTo(new EmbeddedProgram(name, version, "the PATH"));
        assertThat(program.major()).isEqualTo(major);
        assertThat(EmbeddedProgram.noted(program + "\n")).contains(program);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cannot execute", "Redis 7.0.15", "Redis x from here", "Redis 123456789012 from here"})
    void whatIsNoneIsNone(String text) {
        assertThat(EmbeddedProgram.said(text, "here")).isEmpty();
        assertThat(EmbeddedProgram.noted(text)).isEmpty();
    }

    @Test
    void aChildIsGivenNoSecrets() {
        Set<String> variables = new TreeSet<>(Set.of("PATH", "CUPRUM_TOKEN", "CUPRUM_SIGNING_KEY", "HOME"));

        RedisBinary.withoutSecrets(variables);

        assertThat(variables).containsExactly("HOME", "PATH");
    }
}
