package dev.cuprum.undertow.standalone;

import dev.cuprum.store.SigningKey;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes the two halves of a key that signs releases: {@code PREFIX.key} for the nodes that publish, which its owner alone
 * can read, and {@code PREFIX.pub} for those that are to run what they sign.
 */
final class Keygen {

    /** What the files are called where nobody says. */
    static final String PREFIX = "cuprum";

    private Keygen() {}

    /**
     * Writes the files, and says what to do with them.
     *
     * @throws IllegalArgumentException where one of them is there already; it is left as it is
     * @throws UncheckedIOException where they cannot be written
     */
    static void run(String prefix, PrintStream out) {
        Path secret = Path.of(prefix + ".key");
        Path open = Path.of(prefix + ".pub");
        for (Path file : new Path[] {secret, open}) {
            if (Files.exists(file)) {
                throw thereAlready(file);
            }
        }
        SigningKey key = SigningKey.generate();
        write(secret, key.pem(), "rw-------");
        write(open, key.publicKey().pem(), "rw-r--r--");
        out.println("made key " + key.id() + ": the secret half is in " + secret + ", the public one in " + open);
        out.println();
        out.println("nodes that publish also get (or the environment's " + SigningKey.VARIABLE + "):");
        out.println("signing: { key: " + secret + " }");
        out.println();
        out.println("nodes that are to run nothing else get:");
        out.println("trust: [ \"" + key.publicKey().line() + "\" ]");
    }

    /** Only where there is no such file, and with its rights from the first moment on. */
    private static void write(Path file, String text, String rights) {
        Set<OpenOption> onlyNew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, onlyNew, attributes(file, rights))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (FileAlreadyExistsException e) {
            throw thereAlready(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the key cannot be written to " + file + ": " + e, e);
        }
    }

    private static FileAttribute<?>[] attributes(Path file, String rights) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    private static IllegalArgumentException thereAlready(Path file) {
        return new IllegalArgumentException(
                "there is a file " + file + " already, and a key is not written over; name another with --out");
    }
}
