package dev.cuprum.undertow.standalone.command;

import dev.cuprum.migration.Migration;
import dev.cuprum.migration.MigrationException;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.UnitId;
import java.io.PrintStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code cuprum import}: has a node publish the units of another system, once or again and again. {@link #run} is for
 * one thread, {@link #stop} for any.
 */
public final class ImportCommand implements AutoCloseable {

    private static final int FAILED = 1;
    private static final int LONGEST_LOOK = 5;

    private final ImportOptions options;
    private final PrintStream out;
    private final PrintStream err;
    private final ImportSource source;
    private final ControlClient control;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    // What was said last, so as not to say it at every look.
    private String remarks = "";
    private String failure = "";

    /**
     * @param environment the environment variables; {@code CUPRUM_TOKEN} may name the admin token
     * @throws IllegalArgumentException where the source has no address
     */
    public ImportCommand(ImportOptions options, Map<String, String> environment, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
        this.source = ImportSource.of(options);
        this.control = new ControlClient(options.control(), options.data(), environment);
    }

    /** Whether it goes on until it is stopped. */
    public boolean follows() {
        return options.follow();
    }

    /**
     * Imports.
     *
     * @return 0 where all was carried over, or where it was stopped; 1 elsewhere
     */
    public int run() {
        try {
            if (options.follow()) {
                follow();
                return 0;
            }
            return options.dryRun() ? rehearse() : once();
        } finally {
            stopped.countDown();
        }
    }

    /**
     * Ends {@link #run} after the look that is going on, and waits for that, a few seconds at most.
     *
     * @return whether it was still running
     */
    public boolean stop() {
        boolean running = stopped.getCount() > 0;
        stopping.countDown();
        try {
            if (!stopped.await(LONGEST_LOOK, TimeUnit.SECONDS)) {
                err.println("cuprum: stopped in the middle of a look; a release is published as a whole or not at all");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return running;
    }

    private int once() {
        try {
            Migration migration = look();
            return migration.left().isEmpty() ? 0 : FAILED;
        } catch (ControlException | SourceException | MigrationException | RefusedException e) {
            err.println("cuprum: " + e.getMessage());
            return FAILED;
        }
    }

    private void follow() {
        out.println(
                "following " + source.name() + ", every " + options.interval().toMillis() + " ms");
        do {
            try {
                look();
                if (!failure.isEmpty()) {
                    out.println("going on: " + source.name() + " and " + control.name() + " answer, and agree");
                    failure = "";
                }
            } catch (ControlException | SourceException | MigrationException | RefusedException e) {
                String message = String.valueOf(e.getMessage());
                if (!message.equals(failure)) {
                    boolean known = !(e instanceof ControlException.Unanswered);
                    err.println("cuprum: " + message
                            + (known ? "\n  units stay as they are; looking again" : "\n  looking again"));
                    failure = message;
                }
            }
        } while (!isStopping());
    }

    private boolean isStopping() {
        try {
            return stopping.await(options.interval().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Looks at the source and at the node, and publishes the difference. */
    private Migration look() {
        ImportSource.Found found = source.look();
        Migration migration = found.migration();
        SortedMap<UnitId, ComputingUnit> present = control.units(options.prefix());
        requireUnits(found, present.size());
        Difference difference = Difference.between(migration, present);
        String now = String.join("\n", ImportReport.remarks(migration, difference));
        if (!now.equals(remarks)) {
            out.println(now.isEmpty() ? "all is carried over now" : now);
            remarks = now;
        }
        if (!difference.isEmpty()) {
            publish(difference);
        } else if (!options.follow()) {
            out.println(
                    migration.carried().isEmpty() && migration.left().isEmpty()
                            ? source.name() + " has no units; nothing to import"
                            : "nothing to publish: " + ImportReport.units(difference.unchanged()) + " of "
                                    + source.name() + " as before");
        }
        return migration;
    }

    /** A source that has lost its data, or is another one than people think, is no reason to delete everything here. */
    private void requireUnits(ImportSource.Found found, int present) {
        if (found.lost()) {
            throw new SourceException(
                    source.name() + " has no units, and seems to have lost its data, or to be the wrong"
                            + " server or database"
                            + (present == 0
                                    ? ""
                                    : "; " + ImportReport.units(present)
                                            + " imported before stay until there are others; to delete"
                                            + " them, use the control plane"));
        }
    }

    private void publish(Difference difference) {
        Verdict verdict = control.publish(difference.release(source.name()).toString());
        if (verdict instanceof Verdict.Refused refusal) {
            throw new RefusedException(ImportReport.refusal(refusal, difference));
        }
        Verdict.Published published = (Verdict.Published) verdict;
        out.println("published as generation " + published.generation() + ", from " + source.name() + ":");
        ImportReport.changes(difference).forEach(out::println);
        published.warnings().forEach(warning -> out.println("  warning: " + warning));
    }

    /** Says what would be published. Where no node answers, that is everything. */
    private int rehearse() {
        try {
            ImportSource.Found found = source.look();
            SortedMap<UnitId, ComputingUnit> present = new TreeMap<>();
            try {
                present.putAll(control.units(options.prefix()));
            } catch (ControlException e) {
                err.println("compared with nothing, as " + e.getMessage());
            }
            requireUnits(found, present.size());
            Difference difference = Difference.between(found.migration(), present);
            out.println(difference.release(source.name()).toPrettyString());
            err.println("would be published, from " + source.name() + ":");
            ImportReport.changes(difference).forEach(err::println);
            ImportReport.remarks(found.migration(), difference).forEach(err::println);
            return found.migration().left().isEmpty() ? 0 : FAILED;
        } catch (SourceException | MigrationException e) {
            err.println("cuprum: " + e.getMessage());
            return FAILED;
        }
    }

    /** Lets go of the source. */
    @Override
    public void close() {
        source.close();
    }

    /** Says that a release was refused. */
    private static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message, null, false, false);
        }
    }
}
