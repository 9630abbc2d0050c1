package dev.cuprum.redis;

import dev.cuprum.store.Sha256;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.StoredUnitJson;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody who can write into Redis and knows how releases are written there, with all digests as they must be. */
final class Forger {

    private static final List<String> NAMES = List.of("head", "units", "history", "versions");

    private final RedisServer server;
    private final String keys;

    Forger(RedisServer server, String namespace) {
        this.server = server;
        this.keys = "{cuprum:" + namespace + "}:";
    }

    /** What the head in Redis says. */
    Map<String, String> fields() {
        String[] texts = server.command("HGETALL", keys + "head").split("\n", -1);
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < texts.length; i += 2) {
            fields.put(texts[i], texts[i + 1]);
        }
        return fields;
    }

    Head head() {
        return Head.read(fields()).orElseThrow();
    }

    /** The head of other units, with the signature that it has. */
    static Head of(Head head, Snapshot units) {
        Map<UnitId, String> digests = new HashMap<>();
        units.units().forEach((id, stored) -> digests.put(id, Sha256.of(StoredUnitJson.write(stored))));
        return new Head(
                        head.epoch(),
                        head.lineage(),
                        units.generation(),
                        "",
                        head.publishedAt(),
                        head.link(),
                        head.activateAt(),
                        head.key(),
                        head.signature())
                .of(Digests.NONE.with(digests, List.of()));
    }

    /** Writes units with a head that fits them. */
    void write(Head head, Snapshot units) {
        List<String> command = new ArrayList<>(List.of(
                "EVAL",
                """
                redis.call('del', KEYS[1], KEYS[2])
                local fields = tonumber(ARGV[1])
                for i = 2, fields + 1, 2 do
                  redis.call('hset', KEYS[1], ARGV[i], ARGV[i + 1])
                end
                for i = fields + 2, #ARGV, 2 do
                  redis.call('hset', KEYS[2], ARGV[i], struct.pack('dLc0', 0, #ARGV[i + 1], ARGV[i + 1]))
                end
                """,
                "2",
                keys + "head",
                keys + "units"));
        command.add(Integer.toString(2 * head.fields().size()));
        head.fields().forEach((name, value) -> command.addAll(List.of(name, value)));
        for (StoredUnit stored : units.units().values()) {
            command.addAll(List.of(stored.unit().id().value(), StoredUnitJson.write(stored)));
        }
        server.command(command.toArray(String[]::new));
    }

    /**
     * Has the topic say a release of one unit that is in no key.
     *
     * @param before what it claims to be built on
     * @param units how many texts its head claims to take
     */
    void announce(Head before, Head after, StoredUnit stored, int units) {
        announce(before, after, stored, units, after.token());
    }

    /**
     * The same of a release that is called otherwise than it is.
     *
     * @param released the head of the release, as the message names it
     */
    void announce(Head before, Head after, StoredUnit stored, int units, String released) {
        List<String> command = new ArrayList<>(List.of(
                "EVAL",
                """
                local function joined(texts)
                  local parts = {}
                  for _, text in ipairs(texts) do
                    table.insert(parts, struct.pack('>I4', #text) .. text)
                  end
                  return table.concat(parts)
                end
                local texts = {'release', ARGV[1], ARGV[2], ARGV[3], 'steps', ARGV[4]}
                for i = 7, #ARGV do
                  table.insert(texts, ARGV[i])
                end
                table.insert(texts, joined({ARGV[5], struct.pack('dLc0', 0, #ARGV[6], ARGV[6])}))
                redis.call('publish', KEYS[1], joined(texts))
                """,
                "1",
                keys + "releases",
                before.token(),
                before.link(),
                released,
                Integer.toString(units),
                stored.unit().id().value(),
                StoredUnitJson.write(stored)));
        after.fields().forEach((name, value) -> command.addAll(List.of(name, value)));
        server.command(command.toArray(String[]::new));
    }

    /** Has the topic say something. */
    void say(String message) {
        server.command("PUBLISH", keys + "releases", message);
    }

    void set(String field, String value) {
        server.command("HSET", keys + "head", field, value);
    }

    /** Runs a script with the keys {@code head}, {@code units}, {@code history} and {@code versions} by these names. */
    void run(String script) {
        StringBuilder whole = new StringBuilder();
        NAMES.forEach(key -> whole.append("local " + key + " = '" + keys + key + "'\n"));
        server.command("EVAL", whole.append(script).toString(), "0");
    }

    String newestEntry() {
        return server.command("LINDEX", keys + "history", "0");
    }

    void deleteHead() {
        server.command("DEL", keys + "head");
    }

    /** Keeps a copy of everything in the same server. */
    void keep(String name) {
        NAMES.forEach(key -> copy(keys + key, name + ":" + key));
    }

    /** Puts a copy back in the place of everything. */
    void putBack(String name) {
        StringBuilder script = new StringBuilder();
        for (String key : NAMES) {
            script.append("redis.call('del', '" + keys + key + "') ")
                    .append("redis.call('copy', '" + name + ":" + key + "', '" + keys + key + "') ");
        }
        server.command("EVAL", script.toString(), "0");
    }

    private void copy(String from, String to) {
        server.command("EVAL", "redis.call('del', '" + to + "') redis.call('copy', '" + from + "', '" + to + "')", "0");
    }
}
