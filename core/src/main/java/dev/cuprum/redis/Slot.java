package dev.cuprum.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A node's place in a folder for the file of its last good generation: nodes that share the folder have one each, as
 * long as they run.
 */
final class Slot implements AutoCloseable {

    private static final int MOST = 1_000;

    private final Path file;
    private final FileChannel lock;

    private Slot(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Takes the first place that no running node has.
     *
     * @throws UncheckedIOException where the folder cannot be written
     */
    static Slot take(Path folder, String namespace) {
        try {
            Files.createDirectories(folder);
            for (int number = 1; number <= MOST; number++) {
                String name = "units-" + namespace + (number == 1 ? "" : "-" + number);
                FileChannel lock = FileChannel.open(
                        folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (isMine(lock)) {
                    return new Slot(folder.resolve(name + ".jsonl"), lock);
                }
                lock.close();
            }
            throw new IOException(MOST + " running nodes have their files in it");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the folder " + folder + ", for the file of the last good generation, cannot be used: " + e, e);
        }
    }

    private static boolean isMine(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) { // Another store of this process has it.
            return false;
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
