/**
 * What running units costs: JMH benchmarks, our Lua beside LuaJIT, how late hostile units are stopped, and the server for
 * side-by-side HTTP runs.
 */
@NullMarked
package dev.cuprum.benchmarks;

import org.jspecify.annotations.NullMarked;
