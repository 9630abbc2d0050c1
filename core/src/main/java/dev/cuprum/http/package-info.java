/**
 * One request with its response, as a unit sees it: neutral of server and of language. Text that comes from or goes to
 * the wire is one character per byte (ISO 8859-1), so that nothing a client sends is lost or altered.
 */
@NullMarked
package dev.cuprum.http;

import org.jspecify.annotations.NullMarked;
