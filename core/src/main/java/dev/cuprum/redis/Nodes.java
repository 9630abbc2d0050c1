package dev.cuprum.redis;

import dev.cuprum.store.NodeReport;
import dev.cuprum.store.NodeReportJson;
import dev.cuprum.store.NodeStatus;
import dev.cuprum.store.NodeStatus.State;
import dev.cuprum.store.StoreAlarm;
import dev.cuprum.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes say of themselves. A thread repeats this node's report every two seconds, and says it soon where it
 * has changed. How long a node has been silent is measured by the clock of the server, so that those of the nodes need
 * not agree.
 */
final class Nodes implements AutoCloseable {

    /** How often a node says that it lives, in milliseconds. */
    static final long BEAT = 2_000;

    /** How long a node says nothing after it has said something, whatever changes, in milliseconds. */
    private static final long REST = 50;

    /** How long a node may be silent before nothing is known of it. */
    static final Duration SILENCE = Duration.ofSeconds(7);

    /** How long a silent node is remembered. */
    static final Duration MEMORY = Duration.ofHours(1);

    private static final Logger LOG = System.getLogger(RedisUnitStore.class.getName());

    /** The longest that closing waits for the server, in milliseconds. */
    private static final long PATIENCE = 3_000;

    private static final String LIVE = "live";
    private static final String STOPPED = "stopped";
    private static final Pattern SAID =
            Pattern.compile("(?<at>[0-9]{1,15}) (?<state>live|stopped) (?<report>.*)", Pattern.DOTALL);
    private static final Comparator<NodeStatus> ORDER =
            Comparator.comparing((NodeStatus node) -> node.report().name()).thenComparing(NodeStatus::session);

    private final Connection connection;
    private final Keys keys;
    private final Alarms alarms;
    private final InstantSource clock;
    private final String session = UUID.randomUUID().toString().substring(0, 8);
    private final Thread thread;
    private volatile List<NodeStatus> known = List.of();
    private @Nullable NodeReport own;
    private boolean changed;
    /** Whether the thread looks by itself before long, so that nobody has to take the time to wake it. */
    private boolean rests;

    private boolean closed;

    Nodes(Connection connection, Keys keys, Alarms alarms, InstantSource clock) {
        this.connection = connection;
        this.keys = keys;
        this.alarms = alarms;
        this.clock = clock;
        thread = new Thread(this::run, "cuprum-reporter-" + keys.namespace());
        thread.setDaemon(true);
        thread.start();
    }

    /** Says this soon, and again and again. */
    synchronized void report(NodeReport report) {
        own = report;
        changed = true;
        if (!rests) {
            notifyAll();
        }
    }

    private void run() {
        try {
            long last = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(REST);
            for (Optional<NodeReport> next = next(last); next.isPresent(); next = next(last)) {
                last = System.nanoTime();
                say(next.get(), LIVE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What is to be said, once it is time; nothing at the end.
     *
     * @param last when something was said last, in nanoseconds
     */
    private synchronized Optional<NodeReport> next(long last) throws InterruptedException {
        rests = true;
        for (long left = left(last, REST); !closed && left > 0; left = left(last, REST)) {
            wait(left);
        }
        rests = false;
        for (long left = left(last, BEAT); !closed && !changed && (own == null || left > 0); left = left(last, BEAT)) {
            wait(own == null ? 0 : left);
        }
        changed = false;
        return closed ? Optional.empty() : Optional.ofNullable(own);
    }

    /** How much of a pause is left, in milliseconds. */
    private static long left(long last, long pause) {
        return pause - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last);
    }

    private void say(NodeReport report, String state) {
        try {
            String json = NodeReportJson.text(report.withAlarms(alarms.standing()));
            List<String> arguments = List.of(
                    session, state, json, Long.toString(2 * MEMORY.toSeconds()), Long.toString(MEMORY.toMillis()));
            connection.run(Script.REPORT, List.of(keys.nodes()), Connection.bytes(arguments));
        } catch (StoreUnavailableException e) { // The follower raises the alarm.
            LOG.log(Level.DEBUG, "this node could not report", e);
        } catch (RuntimeException | Error e) { // The next report comes all the same.
            LOG.log(Level.ERROR, "this node could not report", e);
        }
    }

    /** The nodes, by name; where the server does not answer, those that were known, of which only this one is live. */
    List<NodeStatus> all() {
        List<NodeStatus> all = new ArrayList<>();
        try {
            read(all);
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "the nodes could not be read", e);
            known.forEach(node -> all.add(node.state() == State.STOPPED ? node : node.as(State.UNKNOWN)));
        }
        all.removeIf(node -> node.session().equals(session));
        self().ifPresent(all::add);
        all.sort(ORDER);
        known = List.copyOf(all);
        return known;
    }

    private synchronized Optional<NodeStatus> self() {
        return Optional.ofNullable(own)
                .map(report ->
                        new NodeStatus(session, report.withAlarms(alarms.standing()), State.LIVE, clock.instant()));
    }

    private void read(List<NodeStatus> into) {
        List<byte[]> answer = connection.run(
                Script.NODES, List.of(keys.nodes()), Connection.bytes(List.of(Long.toString(MEMORY.toMillis()))));
        long now = Long.parseLong(text(answer.get(0)));
        for (int i = 1; i + 1 < answer.size(); i += 2) {
            status(text(answer.get(i)), text(answer.get(i + 1)), now).ifPresent(into::add);
        }
    }

    private static Optional<NodeStatus> status(String of, String said, long now) {
        Matcher parts = SAID.matcher(said);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long at = Long.parseLong(parts.group("at"));
        // What seems to be said in the future was said before the clock of the server went back.
        boolean silent = now - at > SILENCE.toMillis() || at - now > BEAT;
        State state = parts.group("state").equals(STOPPED) ? State.STOPPED : silent ? State.UNKNOWN : State.LIVE;
        return NodeReportJson.read(parts.group("report").getBytes(StandardCharsets.UTF_8))
                .map(report -> new NodeStatus(of, report, state, Instant.ofEpochMilli(at)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Says that this node stops, where the server is there to hear it. */
    @Override
    public void close() {
        Optional<NodeReport> last;
        synchronized (this) {
            last = closed ? Optional.empty() : Optional.ofNullable(own);
            closed = true;
            notifyAll();
        }
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!alarms.stands(StoreAlarm.Kind.LOST)) {
            last.ifPresent(report -> say(report, STOPPED));
        }
    }
}
