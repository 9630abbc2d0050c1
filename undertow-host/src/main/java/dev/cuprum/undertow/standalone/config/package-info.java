/**
 * What the server is told: the configuration file, read strictly, as immutable records.
 */
@NullMarked
package dev.cuprum.undertow.standalone.config;

import org.jspecify.annotations.NullMarked;
