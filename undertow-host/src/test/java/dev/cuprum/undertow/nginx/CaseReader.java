package dev.cuprum.undertow.nginx;

import dev.cuprum.undertow.nginx.Case.Directive;
import dev.cuprum.undertow.nginx.Case.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads cases. A case begins with {@code === name}. What stands at the beginning of a line is {@code server} or {@code
 * route LOCATION}, with lines of two spaces and a key below it; where there is nothing behind the key, the lines of four
 * spaces that follow are its text. Then {@code get TARGET}, or {@code raw TEXT} with the escapes {@code
 * \\r}, {@code \\n}, {@code \\x41} and {@code \\*5000a} for that many of a letter, of which those that follow
 * each other go out on one connection; and what is looked at: {@code headers}, {@code log} and {@code nolog} with
 * expressions, and {@code differs} with a reason. A hash begins a line that says nothing.
 */
final class CaseReader {

    private final List<Case> cases = new ArrayList<>();
    private String name = "";
    private List<Directive> server = new ArrayList<>();
    private List<Place> places = new ArrayList<>();
    private List<Directive> current = server;
    private List<String> connections = new ArrayList<>();
    private boolean raw;
    private List<String> headers = new ArrayList<>();
    private List<String> logged = new ArrayList<>();
    private List<String> notLogged = new ArrayList<>();
    private String differs = "";

    private CaseReader() {}

    static List<Case> read(String resource) throws IOException {
        try (InputStream in = CaseReader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("there is no " + resource);
            }
            CaseReader reader = new CaseReader();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(reader::line);
            reader.end();
            return reader.cases;
        }
    }

    private void line(String line) {
        if (line.startsWith("    ")) {
            Directive last = current.remove(current.size() - 1);
            current.add(new Directive(last.key(), last.rest() + line.substring(4) + "\n"));
        } else if (line.startsWith("  ")) {
            String[] parts = line.strip().split(" ", 2);
            current.add(new Directive(parts[0], parts.length > 1 ? parts[1] : ""));
        } else if (!line.isBlank() && !line.startsWith("#")) {
            String[] parts = line.split(" ", 2);
            top(parts[0], parts.length > 1 ? parts[1] : "");
        }
    }

    private void top(String key, String rest) {
        boolean follows = raw;
        raw = key.equals("raw");
        switch (key) {
            case "===" -> {
                end();
                name = rest;
            }
            case "server" -> current = server;
            case "route" -> {
                current = new ArrayList<>();
                places.add(new Place(rest, current));
            }
            case "get" -> connections.add("GET " + rest + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            case "raw" -> {
                String before = follows ? connections.remove(connections.size() - 1) : "";
                connections.add(before + unescaped(rest));
            }
            case "headers" -> headers.addAll(List.of(rest.split(" ")));
            case "log" -> logged.add(rest);
            case "nolog" -> notLogged.add(rest);
            case "differs" -> differs = rest;
            default -> throw new IllegalArgumentException("in '" + name + "': " + key + " " + rest);
        }
    }

    private static String unescaped(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                result.append(c);
                continue;
            }
            char next = text.charAt(++i);
            switch (next) {
                case 'r' -> result.append('\r');
                case 'n' -> result.append('\n');
                case 'x' -> {
                    result.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                case '*' -> {
                    int digits = i + 1;
                    while (Character.isDigit(text.charAt(digits))) {
                        digits++;
                    }
                    String once = text.substring(digits, digits + 1);
                    result.append(once.repeat(Integer.parseInt(text.substring(i + 1, digits))));
                    i = digits;
                }
                default -> result.append(next);
            }
        }
        return result.toString();
    }

    private void end() {
        if (!name.isEmpty()) {
            cases.add(new Case(name, server, places, connections, headers, logged, notLogged, differs));
        }
        server = new ArrayList<>();
        places = new ArrayList<>();
        current = server;
        connections = new ArrayList<>();
        raw = false;
        headers = new ArrayList<>();
        logged = new ArrayList<>();
        notLogged = new ArrayList<>();
        differs = "";
    }
}
