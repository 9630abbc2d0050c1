package dev.cuprum.undertow.standalone.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The newest lines of a log, in memory. All methods hold the object's lock. */
final class RecentLines {

    private static final long MOST_CHARACTERS = 16L << 20;

    private final Deque<String> lines = new ArrayDeque<>();
    private long characters;

    synchronized void add(String line) {
        lines.addLast(line);
        characters += line.length() + 1;
        while (characters > MOST_CHARACTERS) {
            characters -= lines.removeFirst().length() + 1;
        }
        notifyAll();
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder((int) characters);
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    synchronized void clear() {
        lines.clear();
        characters = 0;
    }

    synchronized Optional<String> await(Predicate<String> wanted, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            Optional<String> found = lines.stream().filter(wanted).findFirst();
            long left = end - System.nanoTime();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
    }
}
