/**
 * What every way of answering shares: how a request arrived, and the small pages that say what went wrong.
 */
@NullMarked
package dev.cuprum.undertow.standalone.http;

import org.jspecify.annotations.NullMarked;
