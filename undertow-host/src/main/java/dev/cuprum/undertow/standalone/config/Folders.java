package dev.cuprum.undertow.standalone.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the folders that a configuration names. */
final class Folders {

    private final Path base;

    /** @param base what names are relative to */
    Folders(Path base) {
        this.base = base;
    }

    /**
     * The folder of a name.
     *
     * @throws IllegalArgumentException where there is none
     */
    Path find(String name) {
        Path path = base.resolve(name).normalize();
        if (Files.isRegularFile(path)) {
            throw new IllegalArgumentException(path + " is a file; name the folder it is in");
        }
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("there is no folder " + path);
        }
        return path;
    }
}
