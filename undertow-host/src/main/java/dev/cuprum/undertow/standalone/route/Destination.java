package dev.cuprum.undertow.standalone.route;

import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.undertow.standalone.http.RouteHandler;

/**
 * Where a route leads.
 *
 * @param handler answers
 * @param internal whether it is reached from inside only
 * @param addsSlash whether a request for its path without the last slash is told of the slash
 * @param settings what is set for it
 */
record Destination(RouteHandler handler, boolean internal, boolean addsSlash, RouteSettings settings) {}
