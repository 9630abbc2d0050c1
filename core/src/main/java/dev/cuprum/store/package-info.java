/**
 * Where releases live: the {@link dev.cuprum.store.UnitStore} SPI, the pictures it hands out, and the store that keeps
 * everything in memory.
 */
@NullMarked
package dev.cuprum.store;

import org.jspecify.annotations.NullMarked;
