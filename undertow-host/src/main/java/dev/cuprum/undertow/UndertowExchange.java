package dev.cuprum.undertow;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.exec.PhaseResult;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.AttachmentKey;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.VariableText;
import io.undertow.server.HttpServerExchange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Undertow's exchange as units see it, and where it is on its way through the routes. */
final class UndertowExchange implements Exchange {

    private final UndertowRequest request;
    private final UndertowResponse response;
    private final HostVariables hostVariables;
    private final Catalog catalog;
    private final RouteMap routes;
    private RouteSettings route = RouteSettings.NONE;
    private String selectedPath = "";
    private int reroutes;
    private boolean satisfied;
    private boolean onErrorPage;
    private int errorStatus;
    private @Nullable PhaseResult headerFilterEnd;
    private @Nullable HeaderFilterWrapper filters;
    private boolean logAttached;
    // Most requests set none: both begin as the shared empty map.
    private Map<String, @Nullable String> variables = Map.of();
    private Map<AttachmentKey<?>, Object> attachments = Map.of();

    UndertowExchange(HttpServerExchange exchange, UndertowRequest request, Catalog catalog, RouteMap routes) {
        this.catalog = catalog;
        this.routes = routes;
        this.request = request;
        request.begin();
        this.response = new UndertowResponse(exchange);
        this.hostVariables = new HostVariables(exchange, this, routes);
    }

    /** Every run of this host is of such an exchange. */
    static UndertowExchange of(RequestRun run) {
        return (UndertowExchange) run.exchange();
    }

    @Override
    public UndertowRequest request() {
        return request;
    }

    @Override
    public UndertowResponse response() {
        return response;
    }

    @Override
    public Optional<String> variable(String name) {
        String set = variables.isEmpty() ? null : variables.get(name);
        if (set != null) {
            return Optional.of(set);
        }
        if (!variables.isEmpty() && variables.containsKey(name)) {
            return Optional.empty();
        }
        return isDefined(name) ? Optional.of("") : hostVariables.get(name);
    }

    private boolean isDefined(String name) {
        return catalog.variables().contains(name) || routes.variables().contains(name);
    }

    @Override
    public boolean definesVariable(String name) {
        return variables.containsKey(name) || isDefined(name);
    }

    @Override
    public void setVariable(String name, String value) {
        put(name, value);
    }

    @Override
    public void clearVariable(String name) {
        put(name, null);
    }

    private void put(String name, @Nullable String value) {
        if (variables.isEmpty()) {
            variables = new HashMap<>();
        }
        variables.put(name, value);
    }

    /** Sets what the route sets. */
    void setRouteVariables() {
        for (Map.Entry<String, VariableText> variable : route.variables().entrySet()) {
            setVariable(variable.getKey(), variable.getValue().expand(this));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // What is kept under a key is of the key's type: only this method puts it there.
    public <T> T attachment(AttachmentKey<T> key, Supplier<T> initial) {
        if (attachments.isEmpty()) {
            attachments = new HashMap<>();
        }
        return (T) attachments.computeIfAbsent(key, k -> (Object) initial.get());
    }

    /** The route of the request as it is now. */
    RouteSettings route() {
        return route;
    }

    /** The path by which the units were selected. */
    String selectedPath() {
        return selectedPath;
    }

    /** The request has come to a route. */
    void arrive(RouteSettings at) {
        route = at;
        response.setDefaultType(at.defaultType());
        selectedPath = request.path();
        satisfied = false;
    }

    /** The request goes elsewhere: engines begin anew, and the request is not what the client asked for any more. */
    void startOver() {
        request.makeInternal();
        attachments = Map.of();
    }

    /** Counts that the request goes elsewhere; returns how often it has. */
    int countReroute() {
        return ++reroutes;
    }

    /** Whether the access phase need not run, as a rule of the route lets the request pass. */
    boolean isSatisfied() {
        return satisfied;
    }

    void satisfied(boolean is) {
        satisfied = is;
    }

    /** Whether the request has gone to the page of an error. */
    boolean onErrorPage() {
        return onErrorPage;
    }

    /**
     * The request goes to the page of an error.
     *
     * @param status the status of its response, whatever the page says; 0 for what the page says
     */
    void enterErrorPage(int status) {
        onErrorPage = true;
        errorStatus = status;
    }

    /** Units make the response, and with it its status. */
    void ownsStatus() {
        errorStatus = 0;
    }

    /** The status that the response has to have; 0 for its own. */
    int errorStatus() {
        return errorStatus;
    }

    /** The header_filter units have run before somebody has taken the channel. */
    void headerFilterEnd(PhaseResult end) {
        headerFilterEnd = end;
    }

    /** How the header_filter units have ended; null where they have not run yet. */
    @Nullable
    PhaseResult takeHeaderFilterEnd() {
        PhaseResult end = headerFilterEnd;
        headerFilterEnd = null;
        return end;
    }

    /** Whether the filters have not been put in the response's way yet; they are from here on. */
    boolean attachFilters(HeaderFilterWrapper wrapper) {
        boolean first = filters == null;
        filters = wrapper;
        return first;
    }

    /** What is in the way of the response, where something is. */
    Optional<HeaderFilterWrapper> filters() {
        return Optional.ofNullable(filters);
    }

    /** Whether nobody waits for the end of the request yet to run log units; somebody does from here on. */
    boolean attachLog() {
        boolean first = !logAttached;
        logAttached = true;
        return first;
    }
}
