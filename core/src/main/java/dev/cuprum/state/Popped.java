package dev.cuprum.state;

import java.util.Optional;

/**
 * What was taken from a list.
 *
 * @param list whether the key is that of a list, or is not there, which is an empty list
 * @param value the element; empty where there was none
 */
public record Popped(boolean list, Optional<SharedValue> value) {

    static final Popped NOTHING = new Popped(true, Optional.empty());

    static final Popped NOT_A_LIST = new Popped(false, Optional.empty());
}
