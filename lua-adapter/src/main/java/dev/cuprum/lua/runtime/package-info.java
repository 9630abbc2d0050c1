/** What running Lua code needs: calls, arithmetic, indexing, errors, environments. Knows nothing of the libraries. */
@NullMarked
package dev.cuprum.lua.runtime;

import org.jspecify.annotations.NullMarked;
