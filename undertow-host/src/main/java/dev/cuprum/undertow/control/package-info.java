/**
 * The control plane: the REST calls by which people publish units and look after them. {@link
 * dev.cuprum.undertow.control.ControlHandler} is the door; the table in {@code Routes} says what there is, and each
 * resource is one file.
 */
@NullMarked
package dev.cuprum.undertow.control;

import org.jspecify.annotations.NullMarked;
