/**
 * What compiled Lua code needs to run: numbers, tables, functions and calls, what operators do where operands are no
 * numbers, errors and where they happened, coroutines, environments. Knows nothing of the libraries.
 */
@NullMarked
package dev.cuprum.lua.runtime;

import org.jspecify.annotations.NullMarked;
