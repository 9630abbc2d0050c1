package dev.cuprum.lua.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/**
 * Makes of what an init unit has left in its globals and the libraries what all later executions share. Tables become
 * frozen ones. Functions cannot be shared as they are, for they count on the budget and the locals of one execution:
 * they become templates, of which each execution calls a copy. To be used once, when the unit has ended; what it has
 * made must not be used otherwise any more.
 *
 * <p>Whatever is met is given its place at once and looked into later, so that the depth of what a unit has made is no
 * matter.
 */
final class Freezer {

    private final LuaRun run;
    private final IdentityHashMap<ReadOnlyTable, ReadOnlyTable> changed;
    private final IdentityHashMap<Object, LuaValue> frozen = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Object> prepared = new IdentityHashMap<>();
    private final Deque<Runnable> open = new ArrayDeque<>();

    private Freezer(LuaRun run) {
        this.run = run;
        this.changed = new IdentityHashMap<>(run.libraries().changed());
    }

    static Libraries freeze(LuaRun run) {
        Freezer freezer = new Freezer(run);
        Libraries before = run.libraries();
        IdentityHashMap<View, ReadOnlyTable> successors = new IdentityHashMap<>();
        for (View view : run.views()) {
            if (view.differs()) {
                ReadOnlyTable next = new Successor(view.shared());
                successors.put(view, next);
                freezer.change(view.shared(), next);
            }
        }
        successors.forEach((view, next) -> copy(view, next, freezer::freeze));
        while (!freezer.open.isEmpty()) {
            run.budget().poll();
            freezer.open.remove().run();
        }
        boolean other = run.strings().differs();
        return new Libraries(
                freezer.now(before.globals()),
                freezer.now(before.strings()),
                freezer.now(before.stringMetatable()),
                before.modules(),
                freezer.changed,
                other,
                run.lasting());
    }

    private ReadOnlyTable now(ReadOnlyTable shared) {
        return changed.getOrDefault(shared, shared);
    }

    private void change(ReadOnlyTable shared, ReadOnlyTable next) {
        changed.replaceAll((first, latest) -> latest == shared ? next : latest);
        changed.put(shared, next);
    }

    private LuaValue freeze(LuaValue value) {
        if (value instanceof View view) {
            return view == run.globals() ? FrozenGlobals.INSTANCE : now(view.shared());
        }
        if (value instanceof Closure closure) {
            return function(closure);
        }
        if (value instanceof ExecutionBound bound) {
            throw new ScriptError(bound.description() + " cannot outlive the init unit that has made it");
        }
        if (value instanceof LuaUserdata userdata) {
            proxy(userdata);
        }
        boolean shared = !(value instanceof Table) || value instanceof ReadOnlyTable;
        return shared || value instanceof FrozenTable || value instanceof FrozenGlobals ? value : table((Table) value);
    }

    private LuaValue table(Table source) {
        LuaValue known = frozen.get(source);
        if (known != null) {
            return known;
        }
        FrozenTable table = new FrozenTable();
        frozen.put(source, table);
        open.add(() -> table.fill(source, this::freeze));
        return table;
    }

    /** One that a unit has made has nothing but a metatable, which becomes a frozen one. */
    private void proxy(LuaUserdata userdata) {
        if (userdata.m_metatable instanceof Table table && prepared.put(userdata, userdata) == null) {
            userdata.m_metatable = freeze(table);
        }
    }

    private LuaValue function(Closure closure) {
        prepare(closure);
        return frozen.computeIfAbsent(closure, key -> new FrozenFunction(closure));
    }

    private void prepare(Closure closure) {
        if (prepared.put(closure, closure) == null) {
            open.add(() -> {
                closure.env = (Table) freeze(closure.env);
                Captured.replace(closure, this::captured);
            });
        }
    }

    private Object captured(Object value) {
        if (value instanceof Cell cell) {
            if (prepared.put(cell, cell) == null) {
                cell.v = (LuaValue) captured(cell.v);
            }
            return cell;
        }
        if (value instanceof Closure closure) {
            prepare(closure);
            return closure;
        }
        if (value instanceof View view) {
            return new FrozenView(view == run.globals() ? null : view.shared());
        }
        return value instanceof LuaValue other ? freeze(other) : value;
    }

    /** A shared table as an init unit has changed it. */
    private static final class Successor extends ReadOnlyTable {

        private final ReadOnlyTable before;

        Successor(ReadOnlyTable before) {
            super(before.name());
            this.before = before;
        }

        @Override
        protected boolean assign(LuaValue key, LuaValue value) {
            return before.assign(key, value);
        }
    }

    /** Copies the fields of a view to what takes the place of its shared table. */
    private static void copy(View view, ReadOnlyTable to, UnaryOperator<LuaValue> freeze) {
        for (int i = 0; i < view.keys.length; i++) {
            LuaValue key = view.keys[i];
            LuaValue value = view.values[i];
            if (key instanceof LuaString name && view.isOwn(name, value)) {
                to.own(name, (Own) view.shared().special(name));
            } else if (key != null && !Nodes.isNil(value)) {
                to.rawset(key, freeze.apply(value));
            }
        }
        view.shared().computedFields((key, field) -> {
            if (!view.isReplaced(key)) {
                to.rawset(key, field);
            }
        });
        to.seal();
    }
}
