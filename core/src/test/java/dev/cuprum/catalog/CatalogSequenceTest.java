package dev.cuprum.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Foundation;
import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.engine.LibraryUnits;
import dev.cuprum.engine.Outcome;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.HostPattern;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Catalogs that follow one another, each of which takes what it can from the one before. */
final class CatalogSequenceTest {

    private static final List<String> PATHS = List.of("/", "/a", "= /a/b", "~ ^/a/[0-9]+$", "/b");
    private static final List<String> HOSTS = List.of("one.test", "*.two.test", "~ ^three");
    private static final List<String> REQUESTS = List.of("/", "/a", "/a/b", "/a/17", "/b/c", "/x");

    private final Random random = new Random(4711);
    private final CatalogBuilder builder = new CatalogBuilder(
            CatalogFixture.engines(new LambdaEngine()),
            new Node("node", Map.of()),
            Set.of(Phase.REWRITE, Phase.ACCESS, Phase.CONTENT),
            unit -> CatalogFixture.open(),
            new Starter() {
                @Override
                public Foundation initialise(CatalogUnit unit, LibraryUnits surroundings) {
                    return new Foundation(Outcome.Completed.INSTANCE, "");
                }

                @Override
                public Outcome start(CatalogUnit unit, LibraryUnits surroundings) {
                    return Outcome.Completed.INSTANCE;
                }
            });

    private <T> T any(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    private ComputingUnit unit(int number) {
        List<HostPattern> hosts = random.nextInt(3) == 0 ? List.of(HostPattern.parse(any(HOSTS))) : List.of();
        List<PathPattern> paths = random.nextInt(4) == 0 ? List.of() : List.of(PathPattern.parse(any(PATHS)));
        return ComputingUnit.builder(
                        UnitId.of("u" + number),
                        any(List.of(Phase.REWRITE, Phase.ACCESS, Phase.CONTENT)),
                        "x" + random.nextInt(1_000))
                .match(new Match(hosts, paths, List.of()))
                .order(random.nextInt(3))
                .enabled(random.nextInt(8) != 0)
                .build();
    }

    /** The same unit with other code, as most publications bring. */
    private ComputingUnit recoded(ComputingUnit unit) {
        return ComputingUnit.builder(unit.id(), unit.phase(), "y" + random.nextInt(1_000))
                .match(unit.match())
                .order(unit.order())
                .enabled(unit.enabled())
                .build();
    }

    private static List<String> selected(Catalog catalog) {
        List<String> found = new ArrayList<>();
        for (String host : List.of("one.test", "x.two.test", "three.test", "other.test")) {
            for (String path : REQUESTS) {
                Selection selection = catalog.select(host, path, "GET");
                for (int i = 0; i < selection.size(); i++) {
                    ComputingUnit unit = selection.get(i).unit();
                    found.add(host + path + " " + unit.id() + " " + unit.code());
                }
            }
        }
        return found;
    }

    @Test
    void findWhatOnesMadeAnewFind() {
        Map<UnitId, StoredUnit> units = new TreeMap<>();
        Catalog catalog = Catalog.EMPTY;
        for (int generation = 1; generation <= 400; generation++) {
            UnitId id = UnitId.of("u" + random.nextInt(30));
            StoredUnit present = units.get(id);
            int what = random.nextInt(10);
            if (present != null && what < 6) {
                units.put(id, new StoredUnit(recoded(present.unit()), generation));
            } else if (present != null && what < 7) {
                units.remove(id);
            } else {
                units.put(id, new StoredUnit(unit(Integer.parseInt(id.value().substring(1))), generation));
            }
            Snapshot snapshot = new Snapshot(generation, units);

            catalog = builder.build(snapshot, catalog);

            Catalog anew = builder.build(snapshot, Catalog.EMPTY);
            assertThat(selected(catalog)).as("generation " + generation).isEqualTo(selected(anew));
            assertThat(catalog.units())
                    .extracting(unit -> unit.unit())
                    .isEqualTo(anew.units().stream().map(CatalogUnit::unit).toList());
        }
    }
}
