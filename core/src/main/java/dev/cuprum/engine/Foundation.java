package dev.cuprum.engine;

/**
 * How an init unit has ended, and what the executions after it find.
 *
 * @param outcome how it ended
 * @param left what it and the init units before it have left; known to their engine alone
 */
public record Foundation(Outcome outcome, Object left) {}
