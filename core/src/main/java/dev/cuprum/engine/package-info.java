/**
 * The script-engine SPI: an engine compiles the source of a unit, and what comes out runs under a budget. Engines are
 * found by {@link java.util.ServiceLoader} and chosen by the language of a unit.
 */
@NullMarked
package dev.cuprum.engine;

import org.jspecify.annotations.NullMarked;
