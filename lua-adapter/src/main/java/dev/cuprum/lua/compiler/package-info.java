/** Lua source to a form that can be run. Knows nothing of requests, and nothing of libraries. */
@NullMarked
package dev.cuprum.lua.compiler;

import org.jspecify.annotations.NullMarked;
