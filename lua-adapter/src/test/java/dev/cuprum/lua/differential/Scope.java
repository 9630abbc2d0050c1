package dev.cuprum.lua.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables that are visible at a place of a generated program, and what they most likely hold. */
final class Scope {

    /** What an expression most likely gives. */
    enum Kind {
        NUMBER,
        STRING,
        BOOLEAN,
        ARRAY,
        OBJECT,
        FUNCTION,
        ANY,
        /** A function that nothing but calls ever sees; it takes and gives numbers. */
        DIRECT
    }

    /** A variable; constants are those a loop depends on. */
    record Variable(String name, Kind kind, boolean constant) {}

    private static final String[] NAMES = {
        "a", "b", "c", "d", "e", "f", "g", "h", "x", "y", "z", "n", "s", "t", "u", "v"
    };

    private final List<Variable> visible = new ArrayList<>();
    private final Random random;

    Scope(Random random) {
        this.random = random;
    }

    int mark() {
        return visible.size();
    }

    void release(int mark) {
        visible.subList(mark, visible.size()).clear();
    }

    /** A name for a new variable, which may hide another. */
    String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    void declare(String name, Kind kind) {
        visible.add(new Variable(name, kind, false));
    }

    void declareConstant(String name, Kind kind) {
        visible.add(new Variable(name, kind, true));
    }

    /** What a variable holds from here on. */
    void change(Variable variable, Kind kind) {
        int index = visible.lastIndexOf(variable);
        if (index >= 0) {
            visible.set(index, new Variable(variable.name(), kind, false));
        }
    }

    /** Some variable of a kind that is not hidden; null where there is none. */
    @Nullable
    Variable some(Kind kind) {
        return pick(false, kind);
    }

    /** Some variable that may be assigned to; null where there is none. */
    @Nullable
    Variable assignable() {
        return pick(true, Kind.ANY);
    }

    private @Nullable Variable pick(boolean assignable, Kind kind) {
        Variable picked = null;
        int found = 0;
        Set<String> hidden = new HashSet<>();
        for (int i = visible.size() - 1; i >= 0; i--) {
            Variable variable = visible.get(i);
            if (hidden.add(variable.name())
                    && (variable.kind() == kind || kind == Kind.ANY && variable.kind() != Kind.DIRECT)
                    && !(assignable && variable.constant())
                    && random.nextInt(++found) == 0) {
                picked = variable;
            }
        }
        return picked;
    }
}
