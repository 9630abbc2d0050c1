package dev.cuprum.undertow;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.AttachmentKey;
import dev.cuprum.http.Exchange;
import io.undertow.server.HttpServerExchange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Undertow's exchange as units see it. */
final class UndertowExchange implements Exchange {

    private final UndertowRequest request;
    private final UndertowResponse response;
    private final Catalog catalog;
    // Most requests set none: both begin as the shared empty map.
    private Map<String, @Nullable String> variables = Map.of();
    private Map<AttachmentKey<?>, Object> attachments = Map.of();

    UndertowExchange(HttpServerExchange exchange, UndertowRequest request, Catalog catalog) {
        this.catalog = catalog;
        this.request = request;
        request.begin();
        this.response = new UndertowResponse(exchange);
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
        return variables.isEmpty() ? Optional.empty() : Optional.ofNullable(variables.get(name));
    }

    @Override
    public boolean definesVariable(String name) {
        return variables.containsKey(name) || catalog.variables().contains(name);
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

    @Override
    @SuppressWarnings("unchecked") // What is kept under a key is of the key's type: only this method puts it there.
    public <T> T attachment(AttachmentKey<T> key, Supplier<T> initial) {
        if (attachments.isEmpty()) {
            attachments = new HashMap<>();
        }
        return (T) attachments.computeIfAbsent(key, k -> (Object) initial.get());
    }
}
