/**
 * Units in JavaScript, and in other languages of GraalVM polyglot. A leaf, and GraalVM an optional dependency: nothing
 * else of core uses it, or this.
 */
@NullMarked
package dev.cuprum.polyglot;

import org.jspecify.annotations.NullMarked;
