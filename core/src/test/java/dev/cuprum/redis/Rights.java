package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.store.Release;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A user of ACL with the rights that the documentation names, and no others. */
final class Rights {

    private static final String USER = "edge";

    private Rights() {}

    /**
     * Makes the user.
     *
     * @param more what servers of this kind take besides
     */
    static void give(String namespace, List<RedisServer> servers, String... more) {
        String keys = "{cuprum:" + namespace + "}:*";
        List<String> command =
                new ArrayList<>(List.of("ACL", "SETUSER", USER, "reset", "resetchannels", "on", ">secret"));
        command.addAll(List.of("~" + keys, "&" + keys, "+@read", "+@write", "+@scripting", "+@pubsub", "+@connection"));
        command.addAll(Arrays.asList(more));
        servers.forEach(server -> server.command(command.toArray(String[]::new)));
    }

    /** The address with the user and its password. */
    static String in(String address) {
        return address.replace("://", "://" + USER + ":secret@");
    }

    static void take(List<RedisServer> servers) {
        servers.forEach(server -> server.command("ACL", "DELUSER", USER));
    }

    static void areEnoughFor(RedisUnitStore store) {
        store.publish(Release.put(unit("a", "x")));
        store.publish(Release.put(unit("a", "y")));

        store.rollback(1, "", "");

        assertThat(store.history()).hasSize(3);
        assertThat(store.alarms()).isEmpty();
    }
}
