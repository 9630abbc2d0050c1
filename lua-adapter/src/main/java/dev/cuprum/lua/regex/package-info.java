/**
 * Regular expressions as PCRE 8 has them, over bytes: a parser for its language with its messages, and a machine that backtracks
 * with a stack of its own, under the budget of whoever calls. Knows nothing of Lua.
 */
@NullMarked
package dev.cuprum.lua.regex;

import org.jspecify.annotations.NullMarked;
