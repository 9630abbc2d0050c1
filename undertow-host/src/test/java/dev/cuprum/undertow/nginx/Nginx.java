package dev.cuprum.undertow.nginx;

import dev.cuprum.undertow.nginx.Case.Directive;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One nginx that serves some cases, each by a server on a port of its own. */
final class Nginx implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Path MODULES = Path.of("/usr/lib/nginx/modules");

    private final Process process;
    private final Path folder;

    private Nginx(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Why there is no nginx to compare with; empty where there is one. */
    static Optional<String> absence() {
        if (!Files.isExecutable(PROGRAM)) {
            return Optional.of("there is no " + PROGRAM + " (Debian's nginx)");
        }
        Path module = MODULES.resolve("ngx_http_lua_module.so");
        return Files.exists(module)
                ? Optional.empty()
                : Optional.of("there is no " + module + " (Debian's libnginx-mod-http-lua)");
    }

    /**
     * Starts.
     *
     * @param folder for its files; a short name, as Lua cuts the names of chunks
     * @param ports a port for each case
     */
    static Nginx start(List<Case> cases, List<Integer> ports, Path folder) throws IOException {
        StringBuilder conf = new StringBuilder(head(folder));
        Set<String> shared = new LinkedHashSet<>();
        for (int i = 0; i < cases.size(); i++) {
            conf.append(server(cases.get(i), ports.get(i), Files.createDirectory(folder.resolve("" + i)), shared));
        }
        shared.forEach(
                dictionary -> conf.append("lua_shared_dict ").append(dictionary).append(";\n"));
        Path file = Files.writeString(folder.resolve("nginx.conf"), conf.append("}\n"));
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-p", folder.toString(), "-c", file.toString(), "-e", folder + "/error.log")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        Nginx nginx = new Nginx(process, folder);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> answers(ports.get(ports.size() - 1)) || !process.isAlive());
            if (!process.isAlive()) {
                throw new IllegalStateException("nginx does not start: " + Files.readString(folder.resolve("out")));
            }
            return nginx;
        } catch (RuntimeException | IOException e) {
            nginx.close();
            throw e;
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** What the error log of a case says so far, line for line, but for what nginx says to itself. */
    String log(int number) throws IOException {
        Path log = folder.resolve("" + number).resolve("error.log");
        StringBuilder text = new StringBuilder();
        new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.contains("[debug]"))
                .forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static String head(Path folder) {
        StringBuilder head = new StringBuilder();
        for (String module : List.of("ndk_http_module.so", "ngx_http_lua_module.so")) {
            head.append("load_module ").append(MODULES.resolve(module)).append(";\n");
        }
        head.append("daemon off;\nmaster_process off;\npid nginx.pid;\nevents { worker_connections 512; }\nhttp {\n");
        head.append("access_log off;\ndefault_type text/plain;\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            head.append(kind)
                    .append("_temp_path ")
                    .append(folder)
                    .append("/temp-")
                    .append(kind)
                    .append(";\n");
        }
        return head.toString();
    }

    private static String server(Case of, int port, Path folder, Set<String> shared) throws IOException {
        StringBuilder text = new StringBuilder("server {\nlisten 127.0.0.1:" + port + ";\nserver_name localhost;\n");
        text.append("error_log ")
                .append(folder)
                .append("/error.log info;\nroot ")
                .append(folder)
                .append("/html;\n");
        for (Directive directive : of.server()) {
            if (directive.key().equals("shared")) {
                shared.add(directive.rest());
            } else {
                text.append(directive(directive, port, folder, "server"));
            }
        }
        for (Case.Place place : of.places()) {
            text.append("location ").append(place.location()).append(" {\n");
            String word = place.location().replaceAll("^[=~^*]+ ", "").replaceAll("[^A-Za-z0-9_-]+", "_");
            for (Directive directive : place.directives()) {
                text.append(directive(directive, port, folder, word.replaceAll("^_+|_+$", "")));
            }
            text.append("}\n");
        }
        return text.append("}\n").toString();
    }

    private static String directive(Directive directive, int port, Path folder, String place) throws IOException {
        String rest = directive.rest();
        return switch (directive.key()) {
            case "set" -> "set $" + rest.split(" ", 2)[0] + " \"" + rest.split(" ", 2)[1] + "\";\n";
            case "default_type", "error_page", "allow", "deny" -> directive.key() + " " + rest + ";\n";
            case "satisfy_any" -> "satisfy any;\n";
            case "underscores_in_headers" -> "underscores_in_headers on;\n";
            case "internal" -> "internal;\n";
            case "max_body" -> "client_max_body_size " + rest + ";\n";
            case "body_buffer" -> "client_body_buffer_size " + rest + ";\n";
            case "respond" ->
                rest.contains(" ")
                        ? "return " + rest.split(" ", 2)[0] + " \"" + rest.split(" ", 2)[1] + "\";\n"
                        : "return " + rest + ";\n";
            case "redirect" -> "return " + rest + ";\n";
            case "proxy_self" -> "proxy_pass http://127.0.0.1:" + port + rest + ";\n";
            case "set_by" -> {
                String[] parts = rest.split("\\s+", 2);
                yield "set_by_lua_file $" + parts[0] + " " + file(folder, place + ".set-" + parts[0], parts[1]);
            }
            default -> directive.key() + "_by_lua_file " + file(folder, place + "." + directive.key(), rest);
        };
    }

    private static String file(Path folder, String name, String code) throws IOException {
        String base = name.startsWith(".") ? "root" + name : name;
        Path file = folder.resolve(base);
        for (int number = 2; Files.exists(file); number++) {
            file = folder.resolve(base + "-" + number);
        }
        return Files.writeString(file, code) + ";\n";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
