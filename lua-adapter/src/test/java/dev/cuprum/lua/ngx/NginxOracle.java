package dev.cuprum.lua.ngx;

import static org.awaitility.Awaitility.await;

import dev.cuprum.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An nginx with lua-nginx-module, started for a test that compares with it: one worker, on a free port of loopback, with
 * its files in a folder of the test's.
 */
final class NginxOracle implements AutoCloseable {

    private static final String LUA_MODULE = "ngx_http_lua_module.so";

    private static final List<Path> MODULE_FOLDERS = Stream.of(
                    "/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules")
            .map(Path::of)
            .toList();

    private static final String MAIN =
            """
            load_module %s/ndk_http_module.so;
            load_module %s/ngx_http_lua_module.so;
            %s
            worker_processes 1;
            daemon off;
            pid nginx.pid;
            error_log error.log debug;
            events { worker_connections 64; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                %s
            }
            """;

    private final Process process;
    private final Path folder;
    private final int port;

    private NginxOracle(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Why there is none on this machine; empty where there is one. */
    static Optional<String> absence() {
        if (binary().isEmpty()) {
            return Optional.of("nginx is not installed");
        }
        return modules().isEmpty() ? Optional.of("nginx has no " + LUA_MODULE) : Optional.empty();
    }

    private static Optional<Path> binary() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(path.split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> modules() {
        return MODULE_FOLDERS.stream()
                .filter(folder -> Files.exists(folder.resolve(LUA_MODULE)))
                .findFirst();
    }

    /**
     * Starts one, where there is one.
     *
     * @param folder an empty one, for its files
     * @param http what is within the braces of {@code http}, with $PORT where the port is meant
     */
    static NginxOracle start(Path folder, String http) throws IOException {
        int port = Ports.free();
        Path modules = modules().orElseThrow();
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration, MAIN.formatted(modules, modules, user, http.replace("$PORT", Integer.toString(port))));
        Process process = new ProcessBuilder(
                        binary().orElseThrow().toString(), "-p", folder + "/", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        NginxOracle oracle = new NginxOracle(process, folder, port);
        await().atMost(Duration.ofSeconds(60)).until(oracle::isReadyOrEnded);
        if (!process.isAlive()) {
            throw new IOException("nginx has ended: " + Files.readString(folder.resolve("output.txt")));
        }
        return oracle;
    }

    private boolean isReadyOrEnded() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return !process.isAlive();
        }
    }

    /** The port it listens on, where its configuration has {@code listen 127.0.0.1:$PORT}. */
    int port() {
        return port;
    }

    /** Where a path of it is. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** How long its error log is, in bytes. */
    long errorLogSize() throws IOException {
        return Files.size(folder.resolve("error.log"));
    }

    /** The lines that its error log has got since it had a size. */
    List<String> errorLog(long from) throws IOException {
        byte[] all = Files.readAllBytes(folder.resolve("error.log"));
        int start = Math.toIntExact(Math.min(from, all.length));
        return new String(all, start, all.length - start, StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
