/**
 * The edge as a server of its own: the command line, the listeners, and how they start and stop.
 */
@NullMarked
package dev.cuprum.undertow.standalone;

import org.jspecify.annotations.NullMarked;
