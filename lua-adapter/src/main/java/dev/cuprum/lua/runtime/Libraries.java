package dev.cuprum.lua.runtime;

/**
 * The libraries that all executions share.
 *
 * @param globals what is in a unit's environment before the unit puts anything there
 * @param strings the methods of strings
 */
public record Libraries(ReadOnlyTable globals, Table strings) {}
