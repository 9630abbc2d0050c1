/**
 * The store that many nodes share: {@link dev.cuprum.redis.RedisUnitStore} keeps releases in Redis, by Redisson. A leaf:
 * nothing else here knows of Redisson, which is an optional dependency.
 */
@NullMarked
package dev.cuprum.redis;

import org.jspecify.annotations.NullMarked;
