package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {

    @Test
    void oneAddressIsOneServer() {
        Addresses addresses = Addresses.parse(List.of("rediss://ann:s%40cret@redis.example/2"));

        assertThat(addresses.config().isSingleConfig()).isTrue();
        assertThat(addresses.config().useSingleServer().getAddress()).isEqualTo("rediss://redis.example:6379");
        assertThat(addresses.config().useSingleServer().getDatabase()).isEqualTo(2);
        assertThat(addresses.config().getUsername()).isEqualTo("ann");
        assertThat(addresses.config().getPassword()).isEqualTo("s@cret");
        assertThat(addresses.description()).isEqualTo("Redis at rediss://redis.example:6379");
    }

    @Test
    void severalAddressesAreACluster() {
        Addresses addresses = Addresses.parse(List.of("redis://a:1", "redis://b:2"));

        assertThat(addresses.config().isClusterConfig()).isTrue();
        assertThat(addresses.config().useClusterServers().getNodeAddresses())
                .containsExactly("redis://a:1", "redis://b:2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "http://:secret@host",
                "redis://:secret@",
                "redis://:secret@host:port",
                "redis://u:secret@host/x",
                "redis://:sec ret@host"
            })
    void refusesWhatIsNoAddressWithoutTellingPasswords(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Addresses.parse(List.of(address)))
                .withMessageContaining("redis://host:6379")
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("secret", "sec ret"));
    }

    @Test
    void refusesNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Addresses.parse(List.of()));
    }
}
