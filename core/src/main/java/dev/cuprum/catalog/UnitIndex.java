package dev.cuprum.catalog;

import com.google.re2j.Pattern;
import dev.cuprum.unit.HostPattern;
import dev.cuprum.unit.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the units that are for a request, by host, then path, then method. Immutable. Units are known by their rank:
 * their place in the order in which a request meets them.
 */
final class UnitIndex {

    private record HostExpression(Pattern pattern, PathIndex paths) {}

    private static final ThreadLocal<RankSet> FOUND = ThreadLocal.withInitial(RankSet::new);

    private final CatalogUnit[] byRank;
    /** By rank, where one was made. */
    private final @Nullable Selection[] alone;

    private final PathIndex anyHost;
    private final Map<String, PathIndex> hosts;
    private final Map<String, PathIndex> suffixes;
    private final HostExpression[] expressions;
    private final boolean looksAtRoutes;

    /**
     * @param units the units, in the order in which a request meets them
     */
    UnitIndex(List<CatalogUnit> units) {
        byRank = units.toArray(new CatalogUnit[0]);
        alone = new Selection[byRank.length];
        hosts = new HashMap<>();
        suffixes = new HashMap<>();
        Map<HostPattern, PathIndex.Builder> byHost = new HashMap<>();
        PathIndex.Builder forAll = new PathIndex.Builder();
        for (int rank = 0; rank < byRank.length; rank++) {
            Match match = byRank[rank].unit().match();
            if (match.hosts().isEmpty()) {
                forAll.add(match.paths(), rank);
            }
            for (HostPattern host : match.hosts()) {
                byHost.computeIfAbsent(host, h -> new PathIndex.Builder()).add(match.paths(), rank);
            }
        }
        anyHost = forAll.build();
        looksAtRoutes =
                units.stream().anyMatch(unit -> !unit.unit().match().routes().isEmpty());
        List<HostExpression> found = new ArrayList<>();
        byHost.forEach((host, builder) -> {
            switch (host.kind()) {
                case EXACT -> hosts.put(host.value(), builder.build());
                case SUFFIX -> suffixes.put(host.value(), builder.build());
                case REGEX -> found.add(new HostExpression(host.regex(), builder.build()));
            }
        });
        expressions = found.toArray(new HostExpression[0]);
    }

    private UnitIndex(CatalogUnit[] byRank, UnitIndex same) {
        this.byRank = byRank;
        alone = new Selection[byRank.length];
        anyHost = same.anyHost;
        hosts = same.hosts;
        suffixes = same.suffixes;
        expressions = same.expressions;
        looksAtRoutes = same.looksAtRoutes;
    }

    /**
     * The index of units of which most are as before. Where they are for the same requests, in the same order, what finds
     * them is this index's.
     */
    UnitIndex with(List<CatalogUnit> units) {
        return matchesAsBefore(units) ? new UnitIndex(units.toArray(new CatalogUnit[0]), this) : new UnitIndex(units);
    }

    private boolean matchesAsBefore(List<CatalogUnit> units) {
        if (units.size() != byRank.length) {
            return false;
        }
        int rank = 0;
        for (CatalogUnit unit : units) {
            CatalogUnit before = byRank[rank++];
            if (unit != before && !unit.unit().match().equals(before.unit().match())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The units that are for a request.
     *
     * @param host lower case, without a port
     * @param path decoded and normalised
     * @param method the method
     * @param route the route that the host has chosen, as it is written there
     */
    Selection select(String host, String path, String method, String route) {
        RankSet found = FOUND.get();
        found.clear();
        anyHost.find(path, found);
        findHost(host, path, found);
        int size = found.settle();
        if (size == 0) {
            return Selection.EMPTY;
        }
        if (size == 1) {
            int rank = found.get(0);
            return byRank[rank].takes(method, route) ? alone(rank) : Selection.EMPTY;
        }
        CatalogUnit[] units = new CatalogUnit[size];
        int kept = 0;
        for (int i = 0; i < size; i++) {
            CatalogUnit unit = byRank[found.get(i)];
            if (unit.takes(method, route)) {
                units[kept++] = unit;
            }
        }
        return kept == 0 ? Selection.EMPTY : new Selection(units, kept);
    }

    /** The selection of one unit, which is made once; several threads may make it at once, as it cannot be changed. */
    private Selection alone(int rank) {
        Selection made = alone[rank];
        if (made == null) {
            made = new Selection(new CatalogUnit[] {byRank[rank]}, 1);
            alone[rank] = made;
        }
        return made;
    }

    boolean looksAtRoutes() {
        return looksAtRoutes;
    }

    boolean looksAtHosts() {
        return !hosts.isEmpty() || !suffixes.isEmpty() || expressions.length > 0;
    }

    private void findHost(String host, String path, RankSet found) {
        if (!hosts.isEmpty()) {
            PathIndex paths = hosts.get(host);
            if (paths != null) {
                paths.find(path, found);
            }
        }
        if (!suffixes.isEmpty()) {
            for (int dot = host.indexOf('.', 1); dot > 0; dot = host.indexOf('.', dot + 1)) {
                PathIndex paths = suffixes.get(host.substring(dot));
                if (paths != null) {
                    paths.find(path, found);
                }
            }
        }
        for (HostExpression expression : expressions) {
            if (expression.pattern.matcher(host).find()) {
                expression.paths.find(path, found);
            }
        }
    }
}
