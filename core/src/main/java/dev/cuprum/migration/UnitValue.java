package dev.cuprum.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * A value of resty-edge-computing in its parts: {@code phase||code||sampling}. It is split there by the pattern
 * {@code [^||]+}, which is a class of characters: one bar separates as two do, bars in a row separate once, and those
 * at either end are nothing. So no bar can be in code.
 *
 * @param phase the first part; empty where there is none
 * @param code the second part; empty where there is none
 * @param sampling the third part
 * @param rest the parts behind, which the original ignores
 */
record UnitValue(String phase, String code, Optional<String> sampling, List<String> rest) {

    UnitValue {
        rest = List.copyOf(rest);
    }

    static UnitValue split(String value) {
        List<String> parts = new ArrayList<>();
        for (StringTokenizer tokens = new StringTokenizer(value, "|"); tokens.hasMoreTokens(); ) {
            parts.add(tokens.nextToken());
        }
        return new UnitValue(
                parts.isEmpty() ? "" : parts.get(0),
                parts.size() < 2 ? "" : parts.get(1),
                parts.size() < 3 ? Optional.empty() : Optional.of(parts.get(2)),
                parts.size() < 4 ? List.of() : parts.subList(3, parts.size()));
    }
}
