/**
 * Which route answers a request: nginx's location rules.
 */
@NullMarked
package dev.cuprum.undertow.standalone.route;

import org.jspecify.annotations.NullMarked;
