package dev.cuprum.state;

/**
 * An item that was found.
 *
 * @param value its value; a {@link SharedList} where it is a list, which only shows that it is one
 * @param flags the number that was stored with it; 0 where there was none
 * @param stale whether it has ended
 */
public record Found(SharedValue value, int flags, boolean stale) {}
