package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/cuprum.d.ts} declares is there, and what is there is declared. */
final class DeclarationsTest {

    private static final Pattern GLOBAL = Pattern.compile("  (?:class|const|function) (\\w+).*");
    private static final Pattern TYPE = Pattern.compile("  (?:class|interface) (\\w+).*\\{");
    private static final Pattern MEMBER = Pattern.compile("    (static )?(?:readonly )?(\\w+)[<(:?].*");
    private static final Map<String, String> INSTANCES =
            Map.of("SubtleCrypto", "crypto.subtle", "Crypto", "crypto", "Console", "console");

    private static List<String> declarations() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "cuprum.d.ts"));
        return lines.subList(lines.indexOf("declare global {") + 1, lines.size());
    }

    private static List<String> globals() throws IOException {
        return declarations().stream()
                .map(GLOBAL::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .toList();
    }

    /** Where the members of the types are to be found: an expression of JavaScript and a name, for each. */
    private static List<Map.Entry<String, String>> members() throws IOException {
        Map<String, String> owners = new LinkedHashMap<>(INSTANCES);
        List<Map.Entry<String, String>> members = new ArrayList<>();
        String type = "";
        for (String line : declarations()) {
            Matcher opened = TYPE.matcher(line);
            Matcher member = MEMBER.matcher(line);
            if (opened.matches()) {
                type = opened.group(1);
            } else if (member.matches() && (globals().contains(type) || owners.containsKey(type))) {
                String owner = member.group(1) == null ? type + ".prototype" : type;
                members.add(Map.entry(owners.getOrDefault(type, owner), member.group(2)));
            }
        }
        return members;
    }

    @Test
    void theGlobalsAreThoseThatAreDeclared() throws IOException, InterruptedException {
        try (WebContext context = WebContext.withoutTargets()) {
            assertThat(globals()).containsExactlyInAnyOrderElementsOf(context.names());
        }
    }

    @Test
    void theirMembersAreThere() throws IOException, InterruptedException {
        assertThat(members()).hasSizeGreaterThan(80);
        try (WebContext context = WebContext.withoutTargets()) {
            for (Map.Entry<String, String> member : members()) {
                assertThat(context.eval("'" + member.getValue() + "' in " + member.getKey()))
                        .as(member.getKey() + "." + member.getValue())
                        .isEqualTo("true");
            }
        }
    }
}
