/**
 * Runs the units of a phase: in order, sampled, under a budget, behind a circuit breaker, and turns every end into an
 * outcome.
 */
@NullMarked
package dev.cuprum.exec;

import org.jspecify.annotations.NullMarked;
