/** What {@code cuprum} does at the command line as a client of a running node's control plane. */
@NullMarked
package dev.cuprum.undertow.standalone.command;

import org.jspecify.annotations.NullMarked;
