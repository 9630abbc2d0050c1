package dev.cuprum.undertow.standalone;

import dev.cuprum.undertow.RouteSettings.ErrorTarget;
import dev.cuprum.undertow.standalone.config.SettingsDraft;

/**
 * What can be set both for a whole server and for one of its routes, where a route's own comes first. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class SettingsBuilder<B extends SettingsBuilder<B>> permits ServerBuilder, RouteBuilder {

    private final SettingsDraft settings = new SettingsDraft();

    SettingsBuilder() {}

    abstract B self();

    final SettingsDraft settings() {
        return settings;
    }

    /**
     * Sets a variable at the beginning of the rewrite phase, as nginx's {@code set $name value} does.
     *
     * @param variable its name, without a dollar sign
     * @param value its value, with variables in it as {@code $name} or <code>${name}</code>
     * @throws IllegalArgumentException where one of them is none
     */
    public B set(String variable, String value) {
        settings.set(variable, value);
        return self();
    }

    /** The content type of responses that are given none, as nginx's {@code default_type}; text/plain by default. */
    public B defaultType(String type) {
        settings.defaultType(type);
        return self();
    }

    /**
     * Answers in place of a status that nobody has given a body, as nginx's {@code error_page 404 /missing} does; the
     * status stays.
     *
     * @param status 300 to 599
     * @param to a path, with a query or without, or the {@code @name} of a route
     * @throws IllegalArgumentException where one of them cannot be
     */
    public B errorPage(int status, String to) {
        return errorPage(status, new ErrorTarget(to, ErrorTarget.KEEPS));
    }

    /**
     * Answers in place of a status that nobody has given a body, and with another status, as nginx's {@code error_page
     * 404 =200 /missing} does.
     */
    public B errorPage(int status, int answeredAs, String to) {
        return errorPage(status, new ErrorTarget(to, answeredAs));
    }

    /**
     * Answers in place of a status that nobody has given a body, and with the status that the target has, as nginx's
     * {@code error_page 404 = @fallback} does.
     */
    public B errorPageAsTarget(int status, String to) {
        return errorPage(status, new ErrorTarget(to, ErrorTarget.TARGETS));
    }

    private B errorPage(int status, ErrorTarget target) {
        settings.errorPage(status, target);
        return self();
    }

    /**
     * Lets clients come that no earlier rule has turned away.
     *
     * @param range {@code all}, an address, or a range such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException where it is none of them
     */
    public B allow(String range) {
        settings.access(true, range);
        return self();
    }

    /**
     * Turns clients away, with 403, that no earlier rule has let in.
     *
     * @param range {@code all}, an address, or a range such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException where it is none of them
     */
    public B deny(String range) {
        settings.access(false, range);
        return self();
    }

    /** Lets a request pass that either the rules or an access unit allow, as nginx's {@code satisfy any} does. */
    public B satisfyAny() {
        settings.satisfyAny();
        return self();
    }
}
