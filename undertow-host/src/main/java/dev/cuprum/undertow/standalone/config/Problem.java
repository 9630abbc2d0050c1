package dev.cuprum.undertow.standalone.config;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param file the name of the file
 * @param line the line, counted from 1; 0 where the whole file is meant
 * @param key the key as a path ({@code routes[1].proxy}); empty where no one key is meant
 * @param message what is wrong and the way out
 */
public record Problem(String file, int line, String key, String message) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
