/** The {@code ngx} API over an exchange, one file for each namespace, as lua-nginx-module documents it. */
@NullMarked
package dev.cuprum.lua.ngx;

import org.jspecify.annotations.NullMarked;
