package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Comparison;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * {@code table.sort}: Lua's quicksort in place, which asks a comparator about the same pairs in the same order, so that
 * also one that contradicts itself sees and leads to what it does there. The pivot is the middle one of three; the
 * smaller part is sorted by recursion, the larger one by going on, so the depth is that of a logarithm.
 */
final class Sorting {

    private final Table table;
    private final LuaRun run;
    private final Budget budget;
    private final @Nullable LuaFunction comparator;

    private Sorting(Table table, LuaRun run, @Nullable LuaFunction comparator) {
        this.table = table;
        this.run = run;
        this.budget = run.budget();
        this.comparator = comparator;
    }

    static Varargs sort(Varargs args) {
        Table table = Args.table(args, 1);
        int length = table.rawlen();
        LuaFunction comparator = args.arg(2).isnil() ? null : Args.function(args, 2);
        new Sorting(table, LuaRun.current(), comparator).sort(1, length);
        return Calls.NOTHING;
    }

    private void sort(int first, int last) {
        int low = first;
        int high = last;
        while (low < high) {
            order(low, high);
            if (high - low == 1) {
                return;
            }
            int middle = low + (high - low) / 2;
            if (!order(low, middle)) {
                order(middle, high);
            }
            if (high - low == 2) {
                return;
            }
            LuaValue pivot = table.rawget(middle);
            swap(middle, pivot, high - 1, table.rawget(high - 1));
            int place = partition(low, high, pivot);
            if (place - low < high - place) {
                sort(low, place - 1);
                low = place + 1;
            } else {
                sort(place + 1, high);
                high = place - 1;
            }
        }
    }

    /** Puts two elements in order; tells whether they were not. */
    private boolean order(int left, int right) {
        LuaValue a = table.rawget(left);
        LuaValue b = table.rawget(right);
        boolean wrong = less(b, a);
        if (wrong) {
            swap(left, a, right, b);
        }
        return wrong;
    }

    /** Brings what is less than the pivot before it and the rest behind it; tells where it then is. */
    private int partition(int low, int high, LuaValue pivot) {
        int i = low;
        int j = high - 1;
        while (true) {
            LuaValue left = table.rawget(++i);
            while (less(left, pivot)) {
                check(i < high);
                left = table.rawget(++i);
            }
            LuaValue right = table.rawget(--j);
            while (less(pivot, right)) {
                check(j > low);
                right = table.rawget(--j);
            }
            if (j < i) {
                swap(high - 1, table.rawget(high - 1), i, table.rawget(i));
                return i;
            }
            swap(i, left, j, right);
        }
    }

    private static void check(boolean within) {
        if (!within) {
            throw new ScriptError("invalid order function for sorting");
        }
    }

    private void swap(int i, LuaValue a, int j, LuaValue b) {
        table.rawset(i, b);
        table.rawset(j, a);
    }

    private boolean less(LuaValue a, LuaValue b) {
        budget.poll();
        if (comparator == null) {
            return Comparison.less(a, b);
        }
        return Calls.call(run, comparator, LuaValue.varargsOf(a, b)).arg1().toboolean();
    }
}
