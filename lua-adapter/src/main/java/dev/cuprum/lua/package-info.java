/**
 * The Lua engine: the implementation of the script-engine SPI for units in Lua 5.1, as OpenResty's units are written. A unit
 * is compiled once and run in an environment of its own each time.
 */
@NullMarked
package dev.cuprum.lua;

import org.jspecify.annotations.NullMarked;
