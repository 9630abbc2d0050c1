package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.config.Config;

final class RedisAddressesTest {

    @Test
    void oneAddressIsOneServer() {
        RedisAddresses addresses = RedisAddresses.of("rediss://ann:s%40cr+et@redis.example/2");

        Config config = addresses.config();
        assertThat(config.isSingleConfig()).isTrue();
        assertThat(config.useSingleServer().getAddress()).isEqualTo("rediss://redis.example:6379");
        assertThat(config.useSingleServer().getDatabase()).isEqualTo(2);
        assertThat(config.getUsername()).isEqualTo("ann");
        assertThat(config.getPassword()).isEqualTo("s@cr+et");
        assertThat(addresses).hasToString("Redis at rediss://redis.example:6379");
    }

    @Test
    void aPasswordNeedsNoUser() {
        Config config = RedisAddresses.of("redis://:secret@host").config();

        assertThat(config.getUsername()).isNull();
        assertThat(config.getPassword()).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://a:1,b,[::1]:3",
                "redis://a:1,redis://b,redis://[::1]:3",
                "redis://a:1, redis://b redis://[::1]:3",
                "redis-cluster://a:1,b,[::1]:3"
            })
    void severalServersAreACluster(String word) {
        RedisAddresses addresses = RedisAddresses.of(word);

        assertThat(addresses.config().isClusterConfig()).isTrue();
        assertThat(addresses.config().useClusterServers().getNodeAddresses())
                .containsExactly("redis://a:1", "redis://b:6379", "redis://[::1]:3");
        assertThat(addresses).hasToString("Redis cluster at redis://a:1, redis://b:6379, redis://[::1]:3");
    }

    @Test
    void aListIsTheSameAsCommas() {
        Config config = RedisAddresses.of("redis://u:p@a:1", "redis://b:2").config();

        assertThat(config.useClusterServers().getNodeAddresses()).containsExactly("redis://a:1", "redis://b:2");
        assertThat(config.getPassword()).isEqualTo("p");
    }

    @Test
    void aClusterMayBeKnownByOneOfItsNodes() {
        assertThat(RedisAddresses.of("redis-cluster://a").config().isClusterConfig())
                .isTrue();
    }

    @Test
    void sentinelsNameTheMaster() {
        RedisAddresses addresses = RedisAddresses.of(
                "rediss-sentinel://ann:secret@a,b:2/main/3?sentinel-user=bob&sentinel-password=hidden%26");

        Config config = addresses.config();
        assertThat(config.isSentinelConfig()).isTrue();
        var sentinels = config.useSentinelServers();
        assertThat(sentinels.getSentinelAddresses()).containsExactly("rediss://a:26379", "rediss://b:2");
        assertThat(sentinels.getMasterName()).isEqualTo("main");
        assertThat(sentinels.getDatabase()).isEqualTo(3);
        assertThat(sentinels.getSentinelUsername()).isEqualTo("bob");
        assertThat(sentinels.getSentinelPassword()).isEqualTo("hidden&");
        assertThat(config.getPassword()).isEqualTo("secret");
        assertThat(addresses).hasToString("Redis master 'main' by the sentinels at rediss://a:26379, rediss://b:2");
    }

    @Test
    void replicatedServersAreNamedEach() {
        RedisAddresses addresses = RedisAddresses.of("redis-replicated://a,b/1");

        assertThat(addresses.config().useReplicatedServers().getNodeAddresses())
                .containsExactly("redis://a:6379", "redis://b:6379");
        assertThat(addresses.config().useReplicatedServers().getDatabase()).isEqualTo(1);
        assertThat(addresses).hasToString("Replicated Redis at redis://a:6379, redis://b:6379");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "http://:secret@host",
                "redis://:secret@",
                "redis://:secret@host:port",
                "redis://:secret@host:70000",
                "redis://u:secret@host/x",
                "redis://u:secret/@host",
                "redis://u:se@secret@host",
                "redis://u:secret#@host",
                "redis://u:secret?@host",
                "redis://u:secret%zz@host",
                "redis-secret://host?x=secret",
                "redis://host,,host:secret@",
                "redis://:sec ret@host"
            })
    void refusesWhatIsNoAddressWithoutTellingPasswords(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAddresses.of(address))
                .withMessageContaining("host:6379")
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("secret", "sec ret", "zz"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis-sentinel://:secret@a,b                    | does not name the master; write redis-sentinel://a:26379,b:26379/MASTER",
                "redis://:secret@a,b/2                           | a cluster has one database",
                "redis://:secret@a,redis-sentinel://b/m          | must begin alike",
                "redis://:secret@a,rediss://b                    | must begin alike",
                "redis://:secret@a,redis://:secret2@b            | different passwords; write them once",
                "redis://:secret@a?ca=x                          | write rediss for redis",
                "rediss://:secret@a?cert=x                       | cert and key",
                "rediss://:secret@a?sentinel-password=secret     | use ca, cert, key",
                "rediss://:secret@a?ca                           | option without a value",
                "rediss://:secret@a?ca=/nowhere/ca.pem           | /nowhere/ca.pem"
            })
    void namesWhatDoesNotGoTogether(String address, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAddresses.of(address))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("secret"));
    }

    @Test
    void filesAreLookedForFromTheFolderAndMustHoldWhatTheyAreFor(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("ca.pem"), "nothing");
        List<String> address = List.of("rediss://host?ca=ca.pem");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAddresses.of(folder, address))
                .withMessageContaining(folder.resolve("ca.pem").toString());
    }

    @Test
    void refusesNone() {
        assertThatIllegalArgumentException().isThrownBy(RedisAddresses::of);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:secret redis://host",
                "redis://:secret,redis://x:y@host",
                "redis://:secret",
                "redis://user:secret",
                "redis:///secret@host:70000",
                "secret:secret"
            })
    void halfAPasswordIsNotToldEither(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAddresses.of(address))
                .withMessageContaining("'…' is no address of Redis")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "redis://host:70000", "redis-cluster://a:1,b:99999/2", "http://a, redis://b"})
    void whatHoldsNoPasswordIsShown(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAddresses.of(address))
                .withMessageContaining("'" + address.split(", ")[0] + "' is no address of Redis");
    }

    @Test
    void anAddressDoesNotTellItsPassword() {
        assertThat(Address.parse("rediss://user:secret@a:1,b/2?ca=secret"))
                .hasToString("[Address[rediss://a:1,b:6379]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://Host:6379             | rediss://u:p@host/0",
                "redis://a,b:1                 | redis-cluster://:p@b:1,a",
                "redis-sentinel://a,b/main     | redis-sentinel://b,a/main/0?sentinel-user=x",
                "redis-replicated://a,b/2      | redis-replicated://u:p@b,a/2"
            })
    void theSameServersHaveTheSameFolder(String one, String other) {
        assertThat(RedisAddresses.of(other).folderName())
                .isEqualTo(RedisAddresses.of(one).folderName())
                .matches("[a-z0-9.-]{1,80}");
    }

    @Test
    void otherServersHaveOtherFolders() {
        List<String> addresses = List.of(
                "redis://host",
                "redis://host:6380",
                "redis://host/1",
                "redis://host/10",
                "redis-cluster://host",
                "redis-sentinel://host/1",
                "redis-sentinel://host/1/1",
                "redis-sentinel://host/2",
                "redis-replicated://host",
                "redis://host,host2",
                "redis://[::1]");

        assertThat(addresses)
                .extracting(address -> RedisAddresses.of(address).folderName())
                .doesNotHaveDuplicates();
        assertThat(RedisAddresses.of("redis://u:secret@Prod.example:1").folderName())
                .startsWith("prod.example-1-")
                .doesNotContain("secret");
        assertThat(RedisAddresses.of("redis://[::1]").folderName()).startsWith("1-6379-");
    }
}
