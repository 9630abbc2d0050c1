/**
 * Lua source to code of the JVM: the parser, the types of variables, the division of what is too large for a method, and
 * what writes classes. Knows nothing of requests, and nothing of libraries.
 */
@NullMarked
package dev.cuprum.lua.compiler;

import org.jspecify.annotations.NullMarked;
