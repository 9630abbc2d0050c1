package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.compiler.Chunk;
import dev.cuprum.lua.compiler.FrontEnd;
import dev.cuprum.lua.compiler.SourceException;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * The files that hold modules: found by templates such as {@code /srv/lualib/?.lua}, compiled once, and again when they
 * have changed, which is looked at once a second at most. Only files below the folders that the templates name are ever
 * read, whatever path a unit comes up with. Safe for use by several threads.
 */
public final class ModuleFiles {

    /** Where there are no modules in files. */
    public static final ModuleFiles NONE = new ModuleFiles(List.of());

    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final int MOST_KNOWN = 10_000;
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_PATH = 16_000;
    private static final long LARGEST = 16 << 20;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** What was last seen of a file: null for none; and its code, or what is wrong with it. */
    private record Seen(long at, @Nullable Object version, @Nullable ModuleText module, @Nullable String fault) {}

    private final List<String> templates;
    private final List<Path> folders;
    private final LongSupplier nanoTime;
    private final Map<Path, Seen> known = new ConcurrentHashMap<>();

    /**
     * @param templates where to look, in this order; a question mark stands for the module's name
     * @throws IllegalArgumentException where a template has no question mark, or is no path
     */
    public ModuleFiles(List<String> templates) {
        this(templates, System::nanoTime);
    }

    ModuleFiles(List<String> templates, LongSupplier nanoTime) {
        this.templates = templates.stream()
                .flatMap(list -> Arrays.stream(list.split(";")))
                .filter(template -> !template.isBlank())
                .toList();
        this.folders = this.templates.stream().map(ModuleFiles::folder).toList();
        this.nanoTime = nanoTime;
    }

    private static Path folder(String template) {
        int mark = template.indexOf('?');
        if (mark < 0) {
            throw new IllegalArgumentException("'" + template + "' does not say where the module's name belongs; "
                    + "write it with a question mark, as in './lualib/?.lua'");
        }
        try {
            return absolute(template.substring(0, template.lastIndexOf('/', mark) + 1));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + template + "' is no path: " + e.getReason(), e);
        }
    }

    private static Path absolute(String file) {
        return Path.of(file).toAbsolutePath().normalize();
    }

    /** The templates as package.path has them. */
    public String path() {
        return String.join(";", templates);
    }

    /**
     * Looks for a file.
     *
     * @param tried where what was looked for in vain is added, as in {@code no file 'x.lua'}
     * @param budget what the search may use
     * @return its name; null where there is none
     */
    @Nullable
    String find(String name, String path, StringBuilder tried, Budget budget) {
        if (name.length() > LONGEST_NAME || path.length() > LONGEST_PATH) {
            tried.append("\n\tno file, for the name or the path is too long");
            return null;
        }
        for (String template : path.split(";")) {
            budget.poll();
            if (!template.isEmpty()) {
                String file = template.replace("?", name);
                if (exists(file)) {
                    return file;
                }
                tried.append("\n\tno file '").append(file).append('\'');
            }
        }
        return null;
    }

    /** A module on the path of the templates, where there is one and it compiles; null otherwise. */
    @Nullable
    ModuleText module(String name) {
        String file = find(name.replace('.', '/'), path(), new StringBuilder(), new Budget());
        if (file == null) {
            return null;
        }
        return compiled(file, seen(file)).module;
    }

    boolean exists(String file) {
        return seen(file).version != null;
    }

    /**
     * The code of a file.
     *
     * @throws IOException where it cannot be read, or is no Lua; the message says where
     */
    Chunk load(String file) throws IOException {
        Seen seen = compiled(file, seen(file));
        if (seen.module == null) {
            throw new IOException(seen.fault);
        }
        return seen.module.code();
    }

    private Seen seen(String file) {
        long now = nanoTime.getAsLong();
        try {
            Path path = absolute(file);
            if (folders.stream().noneMatch(path::startsWith)) {
                return new Seen(now, null, null, "cannot open " + file);
            }
            Seen before = known.get(path);
            return before != null && now - before.at < FRESH_NANOS ? before : look(file, path, before, now);
        } catch (InvalidPathException e) {
            return new Seen(now, null, null, "cannot open " + file);
        }
    }

    private Seen look(String file, Path path, @Nullable Seen before, long now) {
        Object version = version(path);
        Seen seen = before != null && before.version != null && before.version.equals(version)
                ? new Seen(now, version, before.module, before.fault)
                : new Seen(now, version, null, version == null ? "cannot open " + file : null);
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(path, seen);
        return seen;
    }

    private static @Nullable Object version(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            boolean readable = attributes.isRegularFile() && attributes.size() <= LARGEST;
            return readable ? List.of(attributes.lastModifiedTime(), attributes.size()) : null;
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /** What was seen, with the code. Two threads may compile a file at once; they make the same of it. */
    private Seen compiled(String file, Seen seen) {
        if (seen.module != null || seen.fault != null) {
            return seen;
        }
        Seen compiled;
        try {
            byte[] text = Files.readAllBytes(Path.of(file));
            compiled = new Seen(seen.at, seen.version, compile(text, file), null);
        } catch (SourceException e) {
            String where = e.line() > 0 ? ScriptError.chunkName("@" + file) + ":" + e.line() + ": " : "";
            compiled = new Seen(seen.at, seen.version, null, where + e.getMessage());
        } catch (IOException e) {
            return new Seen(seen.at, null, null, "cannot read " + file);
        }
        known.put(absolute(file), compiled);
        return compiled;
    }

    /** It is not the work of whoever happens to need it first, so it has a budget of its own. */
    private static ModuleText compile(byte[] text, String file) throws SourceException {
        int start = startsWith(text, MARK) ? MARK.length : 0;
        if (start < text.length && text[start] == '#') {
            while (start < text.length && text[start] != '\n') {
                start++;
            }
        }
        LuaString source = Text.string(text, start, text.length - start);
        return new ModuleText(source, FrontEnd.chunk(source, "@" + file, List.of(), new Budget()));
    }

    private static boolean startsWith(byte[] text, byte[] start) {
        return text.length >= start.length && Arrays.equals(text, 0, start.length, start, 0, start.length);
    }
}
