package dev.cuprum.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.UnitId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that keeps one snapshot, so that a node can start without the server that has the units. It is replaced as a
 * whole or not at all. Its first line is a JSON object with the schema and the digest of the bytes that follow; the
 * second has the generation and what else the store wants to find again, and each line after it has a unit. Not
 * thread-safe.
 */
public final class SnapshotFile {

    /** What this version reads and writes. */
    public static final int SCHEMA = 1;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path file;
    private final InstantSource clock;

    /**
     * What is in the file.
     *
     * @param snapshot the units
     * @param labels what else the store wants to find again, by name
     */
    public record Saved(Snapshot snapshot, Map<String, String> labels) {
        public Saved {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * @param file where it is to be
     * @param clock dates files that are set aside
     */
    public SnapshotFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /**
     * Replaces the file. After a crash at whatever moment there is either the old one or the new one.
     *
     * @throws IOException where it cannot be written; the old one is still there
     */
    public void write(Saved saved) throws IOException {
        byte[] body = body(saved).getBytes(StandardCharsets.UTF_8);
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("schema", SCHEMA).put("sha256", Sha256.of(body));
        byte[] first = (header + "\n").getBytes(StandardCharsets.UTF_8);
        Path folder = folder();
        Files.createDirectories(folder);
        Path temporary = folder.resolve(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeAll(channel, first);
            writeAll(channel, body);
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(folder);
    }

    private static String body(Saved saved) {
        ObjectNode labels = JsonNodeFactory.instance.objectNode();
        labels.put("generation", saved.snapshot().generation());
        ObjectNode texts = labels.putObject("labels");
        new TreeMap<>(saved.labels()).forEach(texts::put);
        StringBuilder body = new StringBuilder(labels.toString()).append('\n');
        saved.snapshot().units().values().forEach(stored -> body.append(StoredUnitJson.write(stored))
                .append('\n'));
        return body.toString();
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Makes the new name last; only where folders can be opened, which is not so on Windows. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path folder() {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    /**
     * Reads the file. One that is damaged, or of another schema, is set aside under another name.
     *
     * @param complaint told what is wrong, where something is
     * @return what is in it; nothing where there is no file, or none that can be used
     */
    public Optional<Saved> read(Consumer<String> complaint) {
        try {
            return Optional.of(parse(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            complaint.accept("the file " + file + " cannot be read: " + e);
        } catch (InvalidUnitException e) {
            complaint.accept("the file " + file + " cannot be used: " + e.describe() + "; " + setAsideDamaged());
        }
        return Optional.empty();
    }

    private String setAsideDamaged() {
        try {
            return "it was set aside as " + setAside("damaged");
        } catch (IOException e) {
            return "it could not be set aside: " + e;
        }
    }

    /**
     * Gives the file another name, so that nothing replaces it.
     *
     * @param why becomes part of the name
     * @return the new name
     * @throws IOException where there is no file, or it cannot be renamed
     */
    public Path setAside(String why) throws IOException {
        Path to = folder().resolve(file.getFileName() + "." + why + "-" + STAMP.format(clock.instant()));
        return Files.move(file, to);
    }

    private static Saved parse(byte[] bytes) {
        int end = endOfLine(bytes, 0);
        JsonNode header = object(bytes, 0, end);
        JsonNode schema = header.get("schema");
        require(schema != null && schema.isIntegralNumber(), "its first line names no schema");
        require(
                schema.intValue() == SCHEMA,
                "its schema is " + schema + ", and this version reads " + SCHEMA + " only");
        byte[] body = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
        require(Sha256.of(body).equals(text(header.get("sha256"))), "its digest is not that of what is in it");
        return units(body);
    }

    private static Saved units(byte[] body) {
        int end = endOfLine(body, 0);
        JsonNode second = object(body, 0, end);
        JsonNode generation = second.get("generation");
        require(generation != null && generation.canConvertToLong(), "it names no generation");
        Map<String, String> labels = new TreeMap<>();
        JsonNode texts = second.get("labels");
        require(texts != null && texts.isObject(), "it has no labels");
        texts.properties().forEach(label -> labels.put(label.getKey(), text(label.getValue())));
        Map<UnitId, StoredUnit> units = new TreeMap<>();
        for (int start = end + 1; start < body.length; start = end + 1) {
            end = endOfLine(body, start);
            StoredUnit stored = StoredUnitJson.read(Arrays.copyOfRange(body, start, end));
            units.put(stored.unit().id(), stored);
        }
        return new Saved(new Snapshot(generation.longValue(), units), labels);
    }

    private static int endOfLine(byte[] bytes, int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static JsonNode object(byte[] bytes, int start, int end) {
        Problems problems = new Problems();
        JsonNode node = JsonDocument.read(Arrays.copyOfRange(bytes, start, end), problems);
        problems.throwIfAny();
        return node;
    }

    private static String text(@Nullable JsonNode node) {
        return node != null && node.isTextual() ? node.textValue() : "";
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw InvalidUnitException.of("", message);
        }
    }
}
