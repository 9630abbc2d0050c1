package dev.cuprum.undertow.standalone.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder whose files are served, and nothing outside of it: links that lead out lead nowhere, and neither do hidden
 * names, except {@code /.well-known}. Blocks; for worker threads.
 */
final class Folder {

    /** What a path leads to. */
    sealed interface Found {
        /** A file. */
        record File(FileFacts facts) implements Found {}

        /** A folder, asked for without its slash. */
        record SlashMissing() implements Found {}

        /** A folder without an index, whose contents are nobody's business. */
        record NoIndex() implements Found {}

        /** Nothing that is served. */
        record Nothing() implements Found {}

        /** Something this process may not read. */
        record Forbidden() implements Found {}
    }

    private static final String INDEX = "index.html";
    private static final Found NOTHING = new Found.Nothing();

    private final Path root;

    Folder(Path root) {
        this.root = root;
    }

    /**
     * Looks for a file, or for the {@code index.html} of a folder.
     *
     * @param path a normalised path below the folder; starts without a slash
     */
    Found find(String path) {
        if (isHidden(path)) {
            return NOTHING;
        }
        try {
            // the root anew each time: it may be a link that a deployment turns to the next version
            Path top = root.toRealPath();
            Path file = top.resolve(path).toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            boolean asFolder = path.isEmpty() || path.endsWith("/");
            if (attributes.isDirectory() && file.startsWith(top)) {
                return asFolder ? index(top, file) : new Found.SlashMissing();
            }
            return asFolder ? NOTHING : file(top, file);
        } catch (AccessDeniedException e) {
            return new Found.Forbidden();
        } catch (IOException | InvalidPathException e) {
            return NOTHING;
        }
    }

    private static Found index(Path top, Path folder) throws IOException {
        Path index = folder.resolve(INDEX);
        return Files.exists(index) ? file(top, index.toRealPath()) : new Found.NoIndex();
    }

    private static Found file(Path top, Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile() || !file.startsWith(top)) {
            return NOTHING;
        }
        return Files.isReadable(file) ? new Found.File(FileFacts.of(file, attributes)) : new Found.Forbidden();
    }

    /** Why nothing was served, as nginx says it. */
    String complaint(String path, Found found) {
        String name = root + "/" + path;
        if (found instanceof Found.NoIndex) {
            return "directory index of \"" + name + "\" is forbidden";
        }
        if (found instanceof Found.Forbidden) {
            return "open() \"" + name + "\" failed (13: Permission denied)";
        }
        boolean asFolder = path.isEmpty() || path.endsWith("/");
        return asFolder
                ? "\"" + name + INDEX + "\" is not found (2: No such file or directory)"
                : "open() \"" + name + "\" failed (2: No such file or directory)";
    }

    private static boolean isHidden(String path) {
        return path.contains("/.") || (path.startsWith(".") && !path.startsWith(".well-known/"));
    }
}
