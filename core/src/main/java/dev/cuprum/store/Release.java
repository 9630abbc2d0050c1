package dev.cuprum.store;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.UnitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes to units that are published as one: all of them, or none. Made with {@link #builder}.
 *
 * @param put units to create or replace
 * @param delete units to remove
 * @param preconditions what must be true of the units there are, or nothing is changed
 * @param author who publishes; may be empty
 * @param comment why; may be empty
 * @param activateAt from when it is to run on all nodes, each by its own clock; empty for at once
 */
public record Release(
        List<ComputingUnit> put,
        List<UnitId> delete,
        Map<UnitId, Precondition> preconditions,
        String author,
        String comment,
        Optional<Instant> activateAt) {

    /** What must be true of a unit for a release to be accepted. */
    public sealed interface Precondition {

        /**
         * The unit is there in one of these versions.
         *
         * @param etags entity tags without quotes; empty for any version
         */
        record Matches(List<String> etags) implements Precondition {
            public Matches {
                etags = List.copyOf(etags);
            }
        }

        /** The unit is not there. */
        record Absent() implements Precondition {}
    }

    public Release {
        put = List.copyOf(put);
        delete = List.copyOf(delete);
        preconditions = Map.copyOf(preconditions);
    }

    /** A release that is to run at once. */
    public Release(
            List<ComputingUnit> put,
            List<UnitId> delete,
            Map<UnitId, Precondition> preconditions,
            String author,
            String comment) {
        this(put, delete, preconditions, author, comment, Optional.empty());
    }

    /**
     * Where a unit stands in this release, as problems name it: {@code put[2]}; empty where the release is nothing
     * but that unit.
     *
     * @param index its index in {@link #put}
     */
    public String place(int index) {
        return put.size() == 1 && delete.isEmpty() ? "" : "put[" + index + "]";
    }

    /** A release that creates or replaces these units. */
    public static Release put(ComputingUnit... units) {
        Builder builder = builder();
        for (ComputingUnit unit : units) {
            builder.put(unit);
        }
        return builder.build();
    }

    /** A release that removes these units. */
    public static Release delete(UnitId... ids) {
        Builder builder = builder();
        for (UnitId id : ids) {
            builder.delete(id);
        }
        return builder.build();
    }

    /** An empty release to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /** Puts a release together. Not thread-safe. */
    public static final class Builder {

        private final List<ComputingUnit> put = new ArrayList<>();
        private final List<UnitId> delete = new ArrayList<>();
        private final Map<UnitId, Precondition> preconditions = new LinkedHashMap<>();
        private String author = "";
        private String comment = "";
        private Optional<Instant> activateAt = Optional.empty();

        private Builder() {}

        /** Creates or replaces a unit. */
        public Builder put(ComputingUnit unit) {
            put.add(unit);
            return this;
        }

        /** Removes a unit. */
        public Builder delete(UnitId id) {
            delete.add(id);
            return this;
        }

        /** Asks for something to be true of a unit. */
        public Builder require(UnitId id, Precondition precondition) {
            preconditions.put(id, precondition);
            return this;
        }

        /** Who publishes. */
        public Builder author(String author) {
            this.author = author;
            return this;
        }

        /** Why. */
        public Builder comment(String comment) {
            this.comment = comment;
            return this;
        }

        /** Lets it run from an instant on, on all nodes together, where that is still to come. */
        public Builder activateAt(Instant instant) {
            activateAt = Optional.of(instant);
            return this;
        }

        /** The release. */
        public Release build() {
            return new Release(put, delete, preconditions, author, comment, activateAt);
        }
    }
}
