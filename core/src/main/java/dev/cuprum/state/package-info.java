/**
 * What units keep between requests: dictionaries that all units of a node share, bounded in bytes and held to nginx's
 * rules about what they give up when they are full. Knows neither requests nor languages.
 */
@NullMarked
package dev.cuprum.state;

import org.jspecify.annotations.NullMarked;
