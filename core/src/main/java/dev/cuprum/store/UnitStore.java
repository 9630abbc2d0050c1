package dev.cuprum.store;

import java.util.List;
import java.util.function.Consumer;

/**
 * Where releases live. Publishing is atomic: a reader sees all of a release or nothing of it. Must be safe for use by
 * several threads at once.
 */
public interface UnitStore extends AutoCloseable {

    /** The newest snapshot that this store object knows of. */
    Snapshot load();

    /**
     * Names what the generations of this store object count in: those of two epochs cannot be compared, as where a server
     * was emptied and an edge begun anew on it. Empty where there is one only.
     */
    default String epoch() {
        return "";
    }

    /**
     * Says that a publication is about to come, so that what it begins with can be done beside the caller, who checks the
     * release meanwhile. Returns at once; by default nothing is done before the release is there.
     *
     * @return that publication; it may also not come
     */
    default Prepared prepare() {
        return this::publish;
    }

    /**
     * Publishes a release as the next generation.
     *
     * @return what there is from now on
     * @throws PreconditionFailedException where a unit is not in the version the release was made for
     * @throws dev.cuprum.unit.InvalidUnitException where the units would not fit together
     * @throws ReleasePendingException where the newest generation waits for the instant from which it is to run
     * @throws StoreUnavailableException where the server that has the releases does not do its part
     */
    Snapshot publish(Release release);

    /**
     * Publishes the units of an older generation as a new one, to run at once. Where the newest generation waits for its
     * instant, that is cancelled, or brought forward where it is the one to return to.
     *
     * @return what there is from now on
     * @throws UnknownGenerationException where the store does not hold that generation
     * @throws StoreUnavailableException where the server that has the releases does not do its part
     */
    Snapshot rollback(long generation, String author, String comment);

    /**
     * The releases of the past, newest first, as many as the store keeps.
     *
     * @throws StoreUnavailableException where the server that has them does not answer
     */
    List<HistoryEntry> history();

    /**
     * Calls the watcher with the newest snapshot now, and with every newer one as it is published. Calls come one
     * after another and in order; a publication by this very store object has been watched by the time it returns.
     * Of what others publish on a server, a generation that was replaced before this store object has seen it is passed
     * over; and where the server itself went back to an older one, so does this. A snapshot that waits for its instant
     * is shown at once, to be prepared; whoever has not been shown the one that it was built on, as one that begins to
     * watch meanwhile, is shown that first. What a watcher throws is logged, and keeps nobody else from being called.
     *
     * @return ends the watching when closed
     */
    Subscription watch(Consumer<Snapshot> watcher);

    /**
     * Tells the other nodes of the store how this one is; called whenever that changes. Returns at once. A store that
     * other nodes see repeats it by itself, so that silence shows.
     */
    default void report(NodeReport report) {}

    /**
     * The nodes that have reported to the store, live or lately dead; none where the store keeps no reports. Those of
     * which nothing can be known now, as the server does not answer, are {@link NodeStatus.State#UNKNOWN}.
     */
    default List<NodeStatus> nodes() {
        return List.of();
    }

    /** The alarms that stand now. */
    default List<StoreAlarm> alarms() {
        return List.of();
    }

    /** Adds someone who sees alarms come and go, beginning with those that stand. */
    default void addListener(StoreListener listener) {}

    /** Gives back what the store holds. */
    @Override
    default void close() {}

    /** A publication that was prepared, for one release. */
    interface Prepared {
        /** Publishes the release as {@link UnitStore#publish} does. */
        Snapshot publish(Release release);
    }

    /** A watcher's registration. */
    interface Subscription extends AutoCloseable {
        /** Ends the watching. */
        @Override
        void close();
    }
}
