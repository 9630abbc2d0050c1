package dev.cuprum.redis;

import dev.cuprum.store.SnapshotFile;
import dev.cuprum.store.StoreAlarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes the newest picture that runs to disk, on a thread of its own, once a second at most: where releases come faster,
 * those in between are left out. One that waits for its instant is no good generation yet, and waits here too. A file of
 * many units is a second's work on a processor that a start needs, so the first one waits, by the number of its units,
 * and one that took long to write is followed by a long rest. What could not be written is tried again after such a rest.
 */
final class Saver implements AutoCloseable {

    /** The longest that closing waits for the disk, in milliseconds. */
    private static final long PATIENCE = 10_000;

    /** How long the disk rests after a file at least, in milliseconds. */
    private static final long REST = 1_000;

    /** How many times as long as a file took the disk rests after it. */
    private static final long SHARE = 10;

    /** How many units the first file has for each millisecond that it waits. */
    private static final int UNITS = 5;

    /** The longest that a picture waits for the disk, in milliseconds. */
    private static final long LONGEST_REST = 10_000;

    private final SnapshotFile file;
    private final Alarms alarms;
    private final InstantSource clock;
    private final Thread thread;
    private @Nullable Picture active;
    private @Nullable Picture pending;
    private boolean keepsOld;
    /** Whether the thread looks by itself before long, so that nobody has to take the time to wake it. */
    private boolean rests;

    private boolean closed;

    Saver(SnapshotFile file, Alarms alarms, InstantSource clock, String namespace) {
        this.clock = clock;
        this.file = file;
        this.alarms = alarms;
        thread = new Thread(this::run, "cuprum-saver-" + namespace);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Writes a picture soon, or once it is to run.
     *
     * @param keepsOld whether the file there is gets another name, for people
     */
    synchronized void save(Picture picture, boolean keepsOld) {
        promote();
        if (isPending(picture)) {
            pending = picture;
        } else {
            active = picture;
            pending = null;
        }
        this.keepsOld |= keepsOld;
        if (!rests) {
            notifyAll();
        }
    }

    /** Writes what runs and is not written yet, and ends. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            rest(untilFirst(firstSize()));
            for (Picture next = take(); next != null; next = take()) {
                long start = System.nanoTime();
                write(next);
                rest(restAfter(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many units the first picture has, once there is one. */
    private synchronized int firstSize() throws InterruptedException {
        while (!closed && active == null && pending == null) {
            wait();
        }
        Picture first = active != null ? active : pending;
        return first == null ? 0 : first.snapshot().units().size();
    }

    /** How long the first file waits, in milliseconds. */
    static long untilFirst(int units) {
        return Math.min(LONGEST_REST, units / UNITS);
    }

    /** How long the disk rests after a file that took so long, both in milliseconds. */
    static long restAfter(long took) {
        return Math.min(LONGEST_REST, Math.max(REST, SHARE * took));
    }

    private synchronized void rest(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        rests = true;
        for (long left = millis; left > 0 && !closed; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            wait(left);
        }
        rests = false;
    }

    private synchronized @Nullable Picture take() throws InterruptedException {
        promote();
        while (!closed && active == null) {
            wait(pending == null ? 0 : REST);
            promote();
        }
        Picture next = active;
        active = null;
        return next;
    }

    /** Lets the one that waits take the place of the one that runs, once its instant has come. */
    private void promote() {
        if (pending != null && !isPending(pending)) {
            active = pending;
            pending = null;
        }
    }

    private boolean isPending(Picture picture) {
        return picture.snapshot().isPending(clock.instant());
    }

    /** Has a picture that could not be written tried again, where there is no newer one, and not for ever at the end. */
    private synchronized void putBack(Picture picture, boolean keepsOld) {
        if (active == null && !closed) {
            active = picture;
        }
        this.keepsOld |= keepsOld;
    }

    private synchronized boolean takeKeepsOld() {
        boolean keeps = keepsOld;
        keepsOld = false;
        return keeps;
    }

    private void write(Picture picture) {
        boolean keeps = takeKeepsOld();
        try {
            if (keeps && Files.exists(file.path())) {
                file.setAside("lost");
            }
            keeps = false;
            file.write(picture.saved());
            alarms.clear(StoreAlarm.Kind.FILE);
        } catch (IOException | RuntimeException | Error e) {
            putBack(picture, keeps);
            Path path = file.path();
            alarms.raise(
                    StoreAlarm.Kind.FILE,
                    "generation " + picture.head().generation() + " cannot be kept in " + path + ": " + e
                            + "; a restart while Redis is down would start with an older one, or without units. This node tries"
                            + " again and again. Make room, or give the folder's rights to this user");
        }
    }
}
