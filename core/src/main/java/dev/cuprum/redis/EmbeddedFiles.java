package dev.cuprum.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of an embedded Redis: {@code redis.conf}, which has its password, {@code redis.pid}, {@code redis.log}, its
 * data, a note of which program has written that, and a lock.
 *
 * @param folder where they are
 */
record EmbeddedFiles(Path folder) {

    private static final Pattern PORT = Pattern.compile("(?m)^port ([0-9]{1,5})$");
    private static final Pattern PASSWORD = Pattern.compile("(?m)^requirepass ([0-9a-f]{16,})$");
    private static final Pattern PROCESS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SERVER = Pattern.compile("(?i)redis|valkey");
    private static final int LAST_WORDS = 300;

    /** The files in a folder, which is made for its owner alone where it is not there. */
    static EmbeddedFiles in(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (!Files.isDirectory(absolute)) {
            Files.createDirectories(absolute, onlyOwner(absolute, "rwx------"));
        }
        return new EmbeddedFiles(absolute);
    }

    private static FileAttribute<?>[] onlyOwner(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    Path lock() {
        return folder.resolve("lock");
    }

    private Path configuration() {
        return folder.resolve("redis.conf");
    }

    private Path log() {
        return folder.resolve("redis.log");
    }

    /** What the last start has written, or something new. */
    EmbeddedSettings settings() throws IOException {
        if (Files.exists(configuration())) {
            String text = Files.readString(configuration());
            Matcher port = PORT.matcher(text);
            Matcher password = PASSWORD.matcher(text);
            if (port.find() && password.find()) {
                return new EmbeddedSettings(Integer.parseInt(port.group(1)), password.group(1));
            }
        }
        return EmbeddedSettings.create();
    }

    /** Writes what the server is started with. */
    void write(EmbeddedSettings settings) throws IOException {
        Path draft = folder.resolve("redis.conf.new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, onlyOwner(draft, "rw-------"));
        Files.writeString(draft, text(settings));
        Files.move(draft, configuration(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private String text(EmbeddedSettings settings) {
        return String.join(
                "\n",
                List.of(
                        "# Written at each start of the node; what is changed here is lost.",
                        "bind 127.0.0.1",
                        "port " + settings.port(),
                        "requirepass " + settings.password(),
                        "dir " + quoted(folder),
                        "pidfile " + quoted(folder.resolve("redis.pid")),
                        "daemonize no",
                        "save \"\"",
                        "appendonly yes",
                        "appendfsync everysec",
                        ""));
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The process that the last start has left, where it is still there. */
    Optional<ProcessHandle> process() throws IOException {
        Path file = folder.resolve("redis.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String number = Files.readString(file).strip();
        return PROCESS.matcher(number).matches() ? ProcessHandle.of(Long.parseLong(number)) : Optional.empty();
    }

    /**
     * Whether a process is a server of these files, and not one that has been given its number since.
     *
     * @param settings what it was started with
     */
    boolean isServer(ProcessHandle process, EmbeddedSettings settings) {
        boolean isNamedSo = process.info()
                .command()
                .map(command -> SERVER.matcher(command).find())
                .orElse(true);
        Path home = Path.of("/proc", Long.toString(process.pid()), "cwd");
        if (!isNamedSo || !Files.isSymbolicLink(home)) {
            return isNamedSo && !settings.isPortFree();
        }
        try {
            return Files.isSameFile(home, folder);
        } catch (IOException e) { // It has ended, or is somebody else's.
            return false;
        }
    }

    /** Which program has written the data, as far as that is known. */
    Optional<EmbeddedProgram> writer() throws IOException {
        return Files.exists(writerNote()) ? EmbeddedProgram.noted(Files.readString(writerNote())) : Optional.empty();
    }

    /** Notes which program has written the data. */
    void write(EmbeddedProgram writer) throws IOException {
        Files.writeString(writerNote(), writer + "\n");
    }

    private Path writerNote() {
        return folder.resolve("written-by");
    }

    /** The oldest major version of Redis that sees the data: since 7 it is in files that older ones do not look for. */
    int oldestReader() throws IOException {
        int written = writer().map(EmbeddedProgram::major).orElse(0);
        return Files.isDirectory(folder.resolve("appendonlydir")) ? Math.max(written, 7) : written;
    }

    Process launch(RedisBinary program) throws IOException {
        return program.server(configuration())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    /** The end of what a server has said, in one line, for people. */
    String lastWords() {
        try {
            List<String> lines =
                    Files.readString(log(), StandardCharsets.ISO_8859_1).lines().toList();
            String last = String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()))
                    .strip();
            return last.length() <= LAST_WORDS ? last : "…" + last.substring(last.length() - LAST_WORDS);
        } catch (IOException e) {
            return "it has left no log: " + e.getMessage();
        }
    }
}
