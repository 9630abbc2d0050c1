/**
 * Units of other systems made to units of this one, and what cannot be carried over:
 * {@link dev.cuprum.migration.RestyUnits} for the values of resty-edge-computing,
 * {@link dev.cuprum.migration.DynacodeDocument} for the documents of lua-resty-dynacode. Text goes in and units come out;
 * nothing here reads or publishes.
 */
@NullMarked
package dev.cuprum.migration;

import org.jspecify.annotations.NullMarked;
