package dev.cuprum.lua.lib;

import dev.cuprum.lua.compiler.Chunk;
import dev.cuprum.lua.runtime.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.luaj.vm2.LuaString;

/**
 * The source of a module or a unit, and its code.
 *
 * @param source the source
 * @param code what it was compiled to
 */
public record ModuleText(LuaString source, Chunk code) {

    private static final LuaString WORD = LuaString.valueOf("require");
    private static final Pattern REQUIRE = Pattern.compile("\\brequire\\b");

    /** What may follow it: a text that is all of the name. */
    private static final Pattern NAME =
            Pattern.compile("\\s*[(,]?\\s*(?:'([^'\\\\\\n]*)'|\"([^\"\\\\\\n]*)\"|\\[\\[([^\\]]*)]])(?!\\s*\\.\\.)");

    /** A local of the same name. */
    private static final Pattern ALIAS = Pattern.compile("\\s*=\\s*require\\b");

    /**
     * The names of the modules that it requires; empty where they cannot be told, as some may be computed. Comments
     * and texts count as code, for all that is lost by that is time.
     */
    Optional<List<String>> requires() {
        if (source.indexOf(WORD, 0) < 0) {
            return Optional.of(List.of());
        }
        List<String> names = new ArrayList<>();
        String text = Text.latin1(source);
        Matcher use = REQUIRE.matcher(text);
        for (int at = 0; use.find(at); ) {
            at = use.end();
            Matcher alias = ALIAS.matcher(text).region(at, text.length());
            Matcher name = NAME.matcher(text).region(at, text.length());
            if (alias.lookingAt()) {
                at = alias.end();
            } else if (name.lookingAt()) {
                names.add(Stream.of(name.group(1), name.group(2), name.group(3))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }
}
