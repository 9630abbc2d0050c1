/**
 * A node's compiled picture of one generation: built off the request path from a snapshot of the store, and swapped by
 * one volatile write.
 */
@NullMarked
package dev.cuprum.catalog;

import org.jspecify.annotations.NullMarked;
