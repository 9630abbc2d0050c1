/** How fast and how cheaply releases reach the other nodes of an edge: two JVMs and a Redis on loopback. */
@NullMarked
package dev.cuprum.benchmarks.distribution;

import org.jspecify.annotations.NullMarked;
