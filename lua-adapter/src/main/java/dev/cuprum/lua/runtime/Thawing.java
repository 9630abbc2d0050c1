package dev.cuprum.lua.runtime;

import java.util.IdentityHashMap;
import org.luaj.vm2.LuaValue;

/** The copies that one execution has of frozen functions and of the locals that they use. */
final class Thawing {

    private final LuaRun run;
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

    Thawing(LuaRun run) {
        this.run = run;
    }

    Closure closure(Closure template) {
        Object known = copies.get(template);
        if (known != null) {
            return (Closure) known;
        }
        Closure copy = template.copy();
        copies.put(template, copy);
        copy.budget = run.budget();
        copy.env = template.env == FrozenGlobals.INSTANCE ? run.globals() : template.env;
        Captured.replace(copy, this::thaw);
        return copy;
    }

    private Object thaw(Object value) {
        if (value instanceof Closure template) {
            return closure(template);
        }
        if (value instanceof FrozenView view) {
            return view.of(run);
        }
        if (value instanceof Cell cell) {
            return cell(cell);
        }
        return value instanceof NumberCell cell
                ? copies.computeIfAbsent(cell, shared -> new NumberCell(((NumberCell) shared).v))
                : value;
    }

    private Object cell(Cell shared) {
        Object known = copies.get(shared);
        if (known != null) {
            return known;
        }
        Cell copy = new Cell(LuaValue.NIL);
        copies.put(shared, copy);
        copy.v = (LuaValue) thaw(shared.v);
        return copy;
    }
}
