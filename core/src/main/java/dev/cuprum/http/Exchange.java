package dev.cuprum.http;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One request with its response: all that a unit may see and change. Belongs to one request and is used by one thread
 * at a time, though not always by the same.
 */
public interface Exchange {

    /** What the client asked for. */
    Request request();

    /** What the client is going to get. */
    Response response();

    /**
     * A variable that a unit or a route has set for this request, or that only the host knows. The ones computed from
     * the rest ({@code uri}, {@code arg_NAME} …) are {@link Variables}' business.
     *
     * @param name the name, lower case, without a dollar sign
     */
    Optional<String> variable(String name);

    /**
     * Whether a variable may be set: a route or a {@code set} unit has defined it. nginx has no other variables that a
     * unit may write to.
     */
    boolean definesVariable(String name);

    /** Sets a variable for the rest of this request. */
    void setVariable(String name, String value);

    /** Takes the value of a variable away: it stays defined and has none, as after {@code ngx.var.name = nil}. */
    void clearVariable(String name);

    /**
     * Something an engine keeps for the rest of this request, such as the table behind {@code ngx.ctx}.
     *
     * @param key whose it is; compared by identity
     * @param initial makes it at the first call
     */
    <T> T attachment(AttachmentKey<T> key, Supplier<T> initial);
}
