package dev.cuprum.http;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The header fields of a request or a response (RFC 9110 section 5). Names are compared without case. A field can
 * never be used to smuggle another in: values with CR, LF or NUL are refused.
 */
public interface HeaderFields {

    /** The first value of a field. */
    Optional<String> first(String name);

    /** All values of a field, in order; empty where there is none. */
    List<String> all(String name);

    /**
     * Puts one value in the place of all.
     *
     * @throws IllegalArgumentException where the name is no token, or the value has CR, LF or NUL
     */
    void set(String name, String value);

    /**
     * Puts these values in the place of all; no values remove the field.
     *
     * @throws IllegalArgumentException where the name is no token, or a value has CR, LF or NUL
     */
    void set(String name, List<String> values);

    /**
     * Adds a value.
     *
     * @throws IllegalArgumentException where the name is no token, or the value has CR, LF or NUL
     */
    void add(String name, String value);

    /** Removes a field with all its values. */
    void remove(String name);

    /** Calls back with every name and value; a field of several values comes several times. */
    void forEach(BiConsumer<String, String> action);
}
