package dev.cuprum;

import dev.cuprum.store.Release;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import java.util.ArrayList;
import java.util.List;

/** What in a release is allowed, and still likely a mistake. */
final class Warnings {

    private final Limits requestLimits;

    /**
     * @param requestLimits what all units of a request may use together
     */
    Warnings(Limits requestLimits) {
        this.requestLimits = requestLimits;
    }

    List<String> of(Release release) {
        List<String> warnings = new ArrayList<>();
        for (ComputingUnit unit : release.put()) {
            if (unit.phase().isOfRequests()) {
                ofRequests(unit, warnings);
            } else if (!unit.match().equals(Match.ALL) || !unit.sampling().equals(Sampling.ALL)) {
                warnings.add(
                        "unit '" + unit.id() + "' (" + unit.phase() + ") does not run for requests, so its match and"
                                + " its sampling have no effect; leave them out");
            }
        }
        return warnings;
    }

    private void ofRequests(ComputingUnit unit, List<String> warnings) {
        if (unit.phase() == Phase.ACCESS && unit.onFailure() == FailureMode.OPEN) {
            warnings.add("unit '" + unit.id() + "' (access) fails open: where it fails, the request goes on as if"
                    + " it were allowed; say \"onFailure\":\"closed\" if it must not");
        }
        Limits limits = unit.limits();
        if (limits.timeout().compareTo(requestLimits.timeout()) > 0
                || limits.memoryBytes() > requestLimits.memoryBytes()) {
            warnings.add("unit '" + unit.id() + "' (" + unit.phase() + ") may use " + amounts(limits)
                    + ", but all units of a request together only " + amounts(requestLimits));
        }
    }

    private static String amounts(Limits limits) {
        return limits.timeout().toMillis() + " ms and " + limits.memoryMb() + " MB";
    }
}
