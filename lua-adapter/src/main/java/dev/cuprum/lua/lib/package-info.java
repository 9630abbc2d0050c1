/** Lua's own libraries, one file each: shared by all executions, read-only, and under the budget of whoever calls. */
@NullMarked
package dev.cuprum.lua.lib;

import org.jspecify.annotations.NullMarked;
