package dev.cuprum.undertow.standalone.config;

import dev.cuprum.engine.LogLevel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the error log goes.
 *
 * @param file the file it is appended to; standard error where there is none
 * @param level the least urgent level that is written
 */
public record ErrorLogSettings(Optional<Path> file, LogLevel level) {

    /** Errors, to standard error. */
    public static final ErrorLogSettings DEFAULT = new ErrorLogSettings(Optional.empty(), LogLevel.ERR);
}
