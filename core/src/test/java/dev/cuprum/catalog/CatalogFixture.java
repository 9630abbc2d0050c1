package dev.cuprum.catalog;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.http.Exchange;
import dev.cuprum.unit.ComputingUnit;
import java.util.List;
import java.util.Optional;

/** Parts of catalogs, for tests. */
final class CatalogFixture {

    private CatalogFixture() {}

    /** A guard that lets everything through. */
    static Guard open() {
        return new Guard() {
            @Override
            public Optional<Outcome> refuse(Exchange exchange) {
                return Optional.empty();
            }

            @Override
            public void ended(Outcome outcome) {}

            @Override
            public void switchOff(String reason) {
                throw new UnsupportedOperationException("an open guard stays open");
            }

            @Override
            public Optional<String> switchedOff() {
                return Optional.empty();
            }

            @Override
            public String state() {
                return "closed";
            }
        };
    }

    /** A unit that does nothing. */
    static CatalogUnit ready(ComputingUnit unit) {
        CompiledUnit nothing = execution -> Outcome.Completed.INSTANCE;
        return new CatalogUnit(unit, nothing, open());
    }

    /** These engines and no others. */
    static Engines engines(ScriptEngine... engines) {
        return Engines.find(List.of(engines), ClassLoader.getPlatformClassLoader());
    }
}
