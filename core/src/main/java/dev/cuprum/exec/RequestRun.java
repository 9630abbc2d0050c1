package dev.cuprum.exec;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.catalog.Selection;
import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.UnitLog;
import dev.cuprum.http.Exchange;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through the phases: with one catalog from the first phase to the last, whatever is published
 * meanwhile. Used by one thread at a time.
 */
public final class RequestRun {

    private final Catalog catalog;
    private Selection selection;
    private final Exchange exchange;
    /** The unit that ran first; what the others are kept in is made for the second. */
    private @Nullable UnitId first;

    private List<UnitId> others = List.of();
    private boolean ended;
    private boolean satisfiesAny;
    private int refusal;
    private Outcome.@Nullable Rerouted reroute;
    private @Nullable List<BodyFilterPlace> bodyFilters;
    private @Nullable Budget budget;
    private @Nullable FencedExchange fenced;
    private Runnable ifAbandoned = RequestRun::nothing;

    /**
     * @param catalog the catalog at the moment the request arrived
     * @param selection the units of that catalog that are for the request
     * @param exchange the request
     */
    public RequestRun(Catalog catalog, Selection selection, Exchange exchange) {
        this.catalog = catalog;
        this.selection = selection;
        this.exchange = exchange;
    }

    /** The catalog of this request. */
    public Catalog catalog() {
        return catalog;
    }

    /** The units that are for this request. */
    public Selection selection() {
        return selection;
    }

    /**
     * Has the request go on with other units, as it has been sent elsewhere in the server.
     *
     * @param units the units of this run's catalog that are for the request as it is now
     */
    public void select(Selection units) {
        selection = units;
        bodyFilters = null;
        reroute = null;
        ended = false;
        satisfiesAny = false;
        refusal = 0;
    }

    /** Where a unit has sent the request, where one has and nobody has followed yet. */
    public Optional<Outcome.Rerouted> reroute() {
        return Optional.ofNullable(reroute);
    }

    void reroute(Outcome.Rerouted where) {
        reroute = where;
    }

    /**
     * Has it be enough that one access unit lets the request pass, as nginx's {@code satisfy any} does: units that exit
     * with 401 or 403 only refuse where no other lets it pass.
     *
     * @param refused the status with which the host itself refuses the request otherwise; 0 where it does not
     */
    public void satisfyAny(int refused) {
        satisfiesAny = true;
        refusal = refused;
    }

    boolean satisfiesAny() {
        return satisfiesAny;
    }

    int refusal() {
        return refusal;
    }

    /** The request. */
    public Exchange exchange() {
        return exchange;
    }

    /** Whether a unit, or the failure of one, has ended the request. */
    public boolean ended() {
        return ended;
    }

    /** The units that ran for this request so far, in that order, each once. */
    public List<UnitId> ran() {
        if (first == null) {
            return List.of();
        }
        List<UnitId> ran = new ArrayList<>(others.size() + 1);
        ran.add(first);
        ran.addAll(others);
        return List.copyOf(ran);
    }

    /** The places of the body filters, in order. */
    List<BodyFilterPlace> bodyFilters() {
        if (bodyFilters == null) {
            bodyFilters = new ArrayList<>();
            for (int i = selection.start(Phase.BODY_FILTER); i < selection.size(); i++) {
                CatalogUnit unit = selection.get(i);
                if (unit.unit().phase() != Phase.BODY_FILTER) {
                    break;
                }
                bodyFilters.add(new BodyFilterPlace(unit));
            }
        }
        return bodyFilters;
    }

    /**
     * The budget of this request.
     *
     * @param total what all executions may use together; the first call decides
     */
    Budget budget(Limits total) {
        Budget own = budget;
        if (own == null) {
            own = Budget.ofRequest(Budget.SYSTEM_CLOCK, total);
            budget = own;
        }
        return own;
    }

    /** The request as units see it from which it may be taken away. */
    FencedExchange fenced(UnitLog log) {
        FencedExchange own = fenced;
        if (own == null) {
            own = new FencedExchange(exchange, log);
            fenced = own;
        }
        return own;
    }

    /**
     * Says what is to be done with the request where the thread that has it is given up in a unit. It is done on another
     * thread, must be brief, and finds a run without units.
     */
    public void ifAbandoned(Runnable action) {
        ifAbandoned = action;
    }

    private static void nothing() {}

    /** Goes on as if the units that were behind the fence had not been: nothing of theirs can be used any more. */
    void takeBack() {
        fenced = null;
        budget = null;
    }

    /** The thread that has the request is given up. */
    void abandon() {
        takeBack();
        select(Selection.EMPTY);
        ended = true;
        ifAbandoned.run();
    }

    void end() {
        ended = true;
    }

    void ran(UnitId id) {
        if (first == null) {
            first = id;
        } else if (!first.equals(id) && !others.contains(id)) {
            if (others.isEmpty()) {
                others = new ArrayList<>(4);
            }
            others.add(id);
        }
    }
}
