package dev.cuprum.undertow.standalone.files;

import io.undertow.util.MimeMappings;
import java.util.Locale;
import java.util.Map;

/** The media types of files, by the ends of their names. */
final class ContentTypes {

    /** What the server's own table lacks or says in an outdated way. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("avif", "image/avif"),
            Map.entry("js", "text/javascript"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("md", "text/markdown"),
            Map.entry("mjs", "text/javascript"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"));

    private ContentTypes() {}

    static String of(String name) {
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = OURS.get(end);
        if (type == null) {
            type = MimeMappings.DEFAULT.getMimeType(end);
        }
        if (type == null || end.length() == name.length()) {
            return "application/octet-stream";
        }
        return type.startsWith("text/") ? type + "; charset=utf-8" : type;
    }
}
