/**
 * The server's log on standard error, and its access log; neither ever blocks an I/O thread.
 */
@NullMarked
package dev.cuprum.undertow.standalone.log;

import org.jspecify.annotations.NullMarked;
