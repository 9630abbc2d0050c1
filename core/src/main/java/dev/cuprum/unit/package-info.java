/**
 * The model: what a computing unit is and when it applies. Plain values that depend on no other package.
 */
@NullMarked
package dev.cuprum.unit;

import org.jspecify.annotations.NullMarked;
