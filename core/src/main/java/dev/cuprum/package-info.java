/**
 * The edge: the facade an application holds, and the only place that wires the other packages together. Read
 * {@link dev.cuprum.unit.ComputingUnit} first, then {@link dev.cuprum.engine.ScriptEngine}, then
 * {@link dev.cuprum.exec.PhaseRunner}.
 */
@NullMarked
package dev.cuprum;

import org.jspecify.annotations.NullMarked;
