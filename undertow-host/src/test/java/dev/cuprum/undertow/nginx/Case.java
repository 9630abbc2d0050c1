package dev.cuprum.undertow.nginx;

import java.util.List;

/**
 * Some routes and what is sent to them, to be tried on nginx and on a server of ours.
 *
 * @param name what it is about
 * @param server what holds for all routes
 * @param places the routes
 * @param connections what is sent, on a connection each
 * @param headers the header fields that are compared, beside the usual
 * @param logged what must stand in the error log of both
 * @param notLogged what must not
 * @param differs why the two are not alike; empty where they have to be
 */
record Case(
        String name,
        List<Directive> server,
        List<Place> places,
        List<String> connections,
        List<String> headers,
        List<String> logged,
        List<String> notLogged,
        String differs) {

    /**
     * One line of a route, or code.
     *
     * @param key what is said
     * @param rest the rest of the line, or the lines of code
     */
    record Directive(String key, String rest) {

        /** The words of the rest. */
        List<String> words() {
            return List.of(rest.strip().split("\\s+"));
        }
    }

    /** A route. */
    record Place(String location, List<Directive> directives) {}

    @Override
    public String toString() {
        return name;
    }
}
