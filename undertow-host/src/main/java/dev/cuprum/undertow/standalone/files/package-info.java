/**
 * Routes that serve files: small ones from memory on the I/O thread, large ones streamed.
 */
@NullMarked
package dev.cuprum.undertow.standalone.files;

import org.jspecify.annotations.NullMarked;
