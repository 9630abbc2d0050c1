package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.http.MemoryExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/cuprum.d.ts} declares is there, and what is there is declared. */
final class DeclarationsTest {

    private static final Pattern GLOBAL = Pattern.compile("  (?:class|const|function) (\\w+).*");
    private static final Pattern TYPE = Pattern.compile("(?:  |export )(?:class|interface) (\\w+).*\\{");
    private static final Pattern MEMBER = Pattern.compile(" {2,4}(static )?(?:readonly |get |set )?(\\w+)[<(:?].*");
    private static final Map<String, String> INSTANCES = Map.of(
            "SubtleCrypto", "Object.getPrototypeOf(crypto.subtle)",
            "Crypto", "Object.getPrototypeOf(crypto)",
            "Console", "console");
    /** Where a unit finds what the types of its event are for. */
    private static final Map<String, String> OF_THE_EVENT = Map.of(
            "UnitEvent", "event",
            "UnitRequest", "event.request",
            "Cookies", "event.request.cookies",
            "UnitResponse", "event.response",
            "State", "event.state");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "cuprum.d.ts"));
    }

    private static List<String> globals() throws IOException {
        List<String> lines = lines();
        return lines.subList(lines.indexOf("declare global {") + 1, lines.size()).stream()
                .map(GLOBAL::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .toList();
    }

    /** The declared members of all types, by the expressions that lead to what has them, for those that are known. */
    private static Map<String, Set<String>> members(UnaryOperator<String> places) throws IOException {
        Map<String, Set<String>> members = new TreeMap<>();
        String type = "";
        for (String line : lines()) {
            Matcher opened = TYPE.matcher(line);
            Matcher member = MEMBER.matcher(line);
            if (opened.matches()) {
                type = opened.group(1);
            } else if (member.matches() && !member.group(2).equals("constructor")) {
                String place = places.apply(member.group(1) == null ? type : "static " + type);
                members.computeIfAbsent(place, one -> new TreeSet<>()).add(member.group(2));
            }
        }
        members.remove("");
        return members;
    }

    @Test
    void theGlobalsAreThoseThatAreDeclared() throws IOException {
        try (WebContext context = WebContext.withoutTargets()) {
            assertThat(globals()).containsExactlyInAnyOrderElementsOf(context.names());
        }
    }

    @Test
    void theMembersOfGlobalsAreThoseThatAreDeclared() throws IOException, InterruptedException {
        List<String> globals = globals();
        Map<String, Set<String>> members = members(type -> {
            String name = type.replace("static ", "");
            String known = INSTANCES.getOrDefault(name, globals.contains(name) ? name + ".prototype" : "");
            return type.equals(name) ? known : name;
        });
        assertThat(members).hasSizeGreaterThan(10).containsKeys("URL", "console", "Response.prototype");

        try (WebContext context = WebContext.withoutTargets()) {
            for (Map.Entry<String, Set<String>> place : members.entrySet()) {
                assertThat(names(context.eval(listOf(place.getKey()))))
                        .as(place.getKey())
                        .isEqualTo(place.getValue());
            }
        }
    }

    @Test
    void theEventIsWhatIsDeclared() throws IOException {
        Map<String, Set<String>> members = members(type -> OF_THE_EVENT.getOrDefault(type, ""));
        assertThat(members).hasSize(OF_THE_EVENT.size());
        // What events of body_filter have beside these.
        members.get("event").addAll(List.of("chunk", "last"));

        try (Scripted units = new Scripted()) {
            for (Map.Entry<String, Set<String>> place : members.entrySet()) {
                MemoryExchange exchange = MemoryExchange.of("GET", "/");
                units.run("export default (event) => event.respond(" + listOf(place.getKey()) + ");", exchange);
                assertThat(names(new String(exchange.responseBody(), StandardCharsets.UTF_8)))
                        .as(place.getKey())
                        .isEqualTo(place.getValue());
            }
        }
    }

    /** What lists the members of something, without those that each function and class has. */
    private static String listOf(String place) {
        return "Object.getOwnPropertyNames(" + place + ").filter((name) => name !== 'constructor' && !(typeof " + place
                + " === 'function' && ['length', 'name', 'prototype'].includes(name))).join()";
    }

    private static Set<String> names(String list) {
        return new TreeSet<>(List.of(list.split(",")));
    }
}
