package dev.cuprum.lua.runtime;

/**
 * The libraries that all executions share.
 *
 * @param globals what an execution has before it puts anything there
 * @param strings the methods of strings
 * @param stringMetatable the metatable of strings
 */
public record Libraries(ReadOnlyTable globals, ReadOnlyTable strings, ReadOnlyTable stringMetatable) {}
