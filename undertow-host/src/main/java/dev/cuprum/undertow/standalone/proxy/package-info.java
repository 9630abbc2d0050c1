/**
 * Routes that pass requests on to an origin server, over pooled connections.
 */
@NullMarked
package dev.cuprum.undertow.standalone.proxy;

import org.jspecify.annotations.NullMarked;
