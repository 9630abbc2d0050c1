package dev.cuprum.catalog;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Match;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A unit that is ready to run on this node. Stays the same object from generation to generation as long as the unit
 * does not change.
 */
public final class CatalogUnit {

    private final ComputingUnit unit;
    private final CompiledUnit code;
    private final Guard guard;
    private final boolean needsBody;
    private final boolean waits;
    private final boolean ownThread;
    private volatile @Nullable CompilationException failure;
    private volatile boolean prepared;

    CatalogUnit(ComputingUnit unit, CompiledUnit code, Guard guard) {
        this.unit = unit;
        this.code = code;
        this.guard = guard;
        this.needsBody = code.needs().contains(Need.REQUEST_BODY);
        this.waits = code.needs().contains(Need.WAITING);
        this.ownThread = code.needs().contains(Need.OWN_THREAD);
        this.prepared = code.isPrepared();
    }

    /** The unit. */
    public ComputingUnit unit() {
        return unit;
    }

    /** What its source was compiled to. */
    public CompiledUnit code() {
        return code;
    }

    /** The same, with nothing left to be done by its first execution, which fails where the unit {@linkplain #failure cannot run}. */
    public CompiledUnit ready() {
        if (!prepared) { // Several threads may come here at once.
            try {
                code.prepare();
            } catch (CompilationException e) {
                failure = e;
            }
            prepared = true;
        }
        return code;
    }

    /** Why it cannot run, where that turned out as it was made ready. */
    public Optional<CompilationException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether nothing is left to be done by its first execution. */
    public boolean isPrepared() {
        return prepared;
    }

    /** What stands before it. */
    public Guard guard() {
        return guard;
    }

    /** Whether the request's body has to be read before it runs. */
    public boolean needsBody() {
        return needsBody;
    }

    /** Whether it may wait, and so must not run on an I/O thread. */
    public boolean waits() {
        return waits;
    }

    /** Whether it may be impossible to stop, and so runs on a thread that the node can do without. */
    public boolean ownThread() {
        return ownThread;
    }

    /** Whether the unit is for requests of that method and that route. */
    boolean takes(String method, String route) {
        Match match = unit.match();
        return (match.methods().isEmpty() || match.methods().contains(method))
                && (match.routes().isEmpty() || match.routes().contains(route));
    }

    /** The unit that runs in its place when it fails, in a catalog. */
    public Optional<CatalogUnit> fallbackIn(Catalog catalog) {
        return unit.fallback().flatMap(catalog::unit);
    }

    @Override
    public String toString() {
        return "unit '" + unit.id() + "' (" + unit.phase() + ")";
    }
}
