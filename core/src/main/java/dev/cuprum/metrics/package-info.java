/** Counts what happens on an edge, for a registry of Micrometer. Micrometer is an optional dependency. */
@NullMarked
package dev.cuprum.metrics;

import org.jspecify.annotations.NullMarked;
