package dev.cuprum.store;

import dev.cuprum.unit.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a node says of itself.
 *
 * @param name its name
 * @param labels what else is known of it
 * @param version of the program
 * @param startedAt since when it runs
 * @param generation the generation whose units it runs
 * @param prepared the newest generation that it has compiled; another than {@code generation} where that waits for the
 *     instant from which it is to run
 * @param epoch what the number of the prepared generation counts in, see {@link UnitStore#epoch}; filled in by the store,
 *     empty until then
 * @param failures the units of the prepared generation that do not run here as they were published
 * @param startFailures what the units that run at the start have failed with, for people
 * @param alarms what a person should look at
 * @param stuckThreads how many threads were given up in units that cannot be stopped, and have not ended since
 * @param switchedOff the units that do not run on this node until another version of them is published
 */
public record NodeReport(
        String name,
        Map<String, String> labels,
        String version,
        Instant startedAt,
        long generation,
        long prepared,
        String epoch,
        List<Failure> failures,
        List<String> startFailures,
        List<StoreAlarm> alarms,
        int stuckThreads,
        List<SwitchedOff> switchedOff) {

    /**
     * A unit that does not run as it was published.
     *
     * @param id the unit
     * @param message why, with the line where one is to blame
     * @param keptLastGood whether an older version still runs
     */
    public record Failure(UnitId id, String message, boolean keptLastGood) {}

    /**
     * A unit that is switched off.
     *
     * @param id the unit
     * @param message why
     */
    public record SwitchedOff(UnitId id, String message) {}

    public NodeReport {
        labels = Map.copyOf(labels);
        failures = List.copyOf(failures);
        startFailures = List.copyOf(startFailures);
        alarms = List.copyOf(alarms);
        switchedOff = List.copyOf(switchedOff);
    }

    /** The same, with the alarms that stand now. */
    public NodeReport withAlarms(List<StoreAlarm> standing) {
        return new NodeReport(
                name,
                labels,
                version,
                startedAt,
                generation,
                prepared,
                epoch,
                failures,
                startFailures,
                standing,
                stuckThreads,
                switchedOff);
    }

    /** The same, with what its generations count in. */
    public NodeReport withEpoch(String of) {
        return new NodeReport(
                name,
                labels,
                version,
                startedAt,
                generation,
                prepared,
                of,
                failures,
                startFailures,
                alarms,
                stuckThreads,
                switchedOff);
    }
}
