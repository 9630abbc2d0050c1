package dev.cuprum.lua.compiler;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names mean where the parser is. A name that is declared hides the one of before; what it hid is kept beside it,
 * so that to look up a name, to declare one and to leave a block cost the same however many there are.
 */
final class Scope {

    private static final int MAX_LOCALS = 200;
    private static final int MAX_UPVALUES = 60;

    private final TokenReader tokens;
    private final Map<String, Variable> visible = new HashMap<>();
    private final List<Declared> declared = new ArrayList<>();

    private int time;

    /**
     * What is in scope.
     *
     * @param hidden what the name meant before
     * @param time how many variables had been declared before it
     */
    private record Declared(String key, @Nullable Variable variable, @Nullable Variable hidden, int time) {}

    Scope(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** How many variables are in scope, also those of functions around. */
    int size() {
        return declared.size();
    }

    /** How many variables have been declared so far, also those that are out of scope. */
    int time() {
        return time;
    }

    /** How many of the variables that are in scope now were so at that time. */
    int sizeAt(int then) {
        int low = 0;
        int high = declared.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (declared.get(middle).time < then) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Makes a variable that is not in scope yet. */
    static Variable variable(String key, FunctionBody owner) {
        byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        return new Variable(new String(bytes, StandardCharsets.UTF_8), owner);
    }

    /**
     * Complains where a function would have too many locals.
     *
     * @param count how many there are already
     */
    void checkLocals(FunctionBody function, int count) throws SourceException {
        check(function, count, MAX_LOCALS, "local variables");
    }

    /**
     * Complains where one assignment would have too many targets.
     *
     * @param count how many there are already
     */
    void checkTargets(FunctionBody function, int count) throws SourceException {
        check(function, count, MAX_LOCALS, "variable names");
    }

    /** Brings a variable into scope. */
    void declare(String key, Variable variable) {
        declared.add(new Declared(key, variable, visible.put(key, variable), time++));
    }

    /** Counts a variable that no name leads to. */
    void declareNameless() {
        declared.add(new Declared("", null, null, time++));
    }

    /** Takes the latest variables out of scope, until so many are left. */
    void shrink(int size) {
        for (int i = declared.size() - 1; i >= size; i--) {
            Declared last = declared.remove(i);
            if (last.hidden != null) {
                visible.put(last.key, last.hidden);
            } else if (last.variable != null) {
                visible.remove(last.key);
            }
        }
    }

    /** The name of the variable that came into scope as that one, counted from 0. */
    String nameAt(int index) {
        Variable variable = declared.get(index).variable;
        return variable == null ? "?" : variable.name;
    }

    /** The variable of that name; null where it is a global. */
    @Nullable
    Variable find(String key, FunctionBody user) throws SourceException {
        Variable variable = visible.get(key);
        if (variable != null && variable.owner != user) {
            variable.captured = true;
            passDown(variable, user);
        }
        return variable;
    }

    /** Makes it an upvalue of the function, and of those between; from the outermost on. */
    private void passDown(Variable variable, FunctionBody user) throws SourceException {
        if (user.upvalues.contains(variable)) {
            return;
        }
        if (user.parent != null && user.parent != variable.owner) {
            passDown(variable, user.parent);
        }
        check(user, user.upvalues.size(), MAX_UPVALUES, "upvalues");
        user.upvalues.add(variable);
    }

    private void check(FunctionBody function, int count, int limit, String what) throws SourceException {
        if (count >= limit) {
            String where = function.parent == null ? "main function" : "function at line " + function.line;
            throw tokens.errorHere(where + " has more than " + limit + " " + what);
        }
    }
}
