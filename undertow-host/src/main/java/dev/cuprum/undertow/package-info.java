/**
 * The edge in front of an Undertow application: {@link dev.cuprum.undertow.EdgeHandler}, a handler, wrapper or listener
 * for each phase, and Undertow's exchange as units see it.
 */
@NullMarked
package dev.cuprum.undertow;

import org.jspecify.annotations.NullMarked;
