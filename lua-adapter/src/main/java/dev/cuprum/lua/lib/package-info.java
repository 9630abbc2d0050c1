/**
 * Lua's own libraries and cjson, one file each and more where one is not enough: shared by all executions, read-only, and
 * under the budget of whoever calls.
 */
@NullMarked
package dev.cuprum.lua.lib;

import org.jspecify.annotations.NullMarked;
