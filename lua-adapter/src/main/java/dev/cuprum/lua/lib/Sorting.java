package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Comparison;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Table;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * {@code table.sort}, by merging: it ends after n log n comparisons whatever a comparator says, so a bad one cannot
 * lead it out of the table. The table changes only once all is sorted.
 */
final class Sorting {

    private final LuaRun run;
    private final Budget budget;
    private final LuaValue comparator;

    private Sorting(LuaRun run, LuaValue comparator) {
        this.run = run;
        this.budget = run.budget();
        this.comparator = comparator;
    }

    static Varargs sort(Varargs args) {
        Table table = Args.table(args, 1);
        LuaValue comparator = args.arg(2).isnil() ? LuaValue.NIL : Args.function(args, 2);
        LuaRun run = LuaRun.current();
        int length = table.rawlen();
        run.budget().reserve(16L * length);
        LuaValue[] values = new LuaValue[length];
        for (int i = 0; i < length; i++) {
            run.budget().poll();
            values[i] = table.rawget(i + 1);
        }
        LuaValue[] sorted = new Sorting(run, comparator).sorted(values);
        for (int i = 0; i < length; i++) {
            table.rawset(i + 1, sorted[i]);
        }
        return LuaValue.NONE;
    }

    private LuaValue[] sorted(LuaValue[] values) {
        LuaValue[] from = values;
        LuaValue[] to = new LuaValue[values.length];
        for (long width = 1; width < values.length; width *= 2) {
            for (long start = 0; start < values.length; start += 2 * width) {
                int middle = (int) Math.min(start + width, values.length);
                int end = (int) Math.min(start + 2 * width, values.length);
                merge(from, to, (int) start, middle, end);
            }
            LuaValue[] other = from;
            from = to;
            to = other;
        }
        return from;
    }

    private void merge(LuaValue[] from, LuaValue[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            budget.poll();
            boolean takeRight = left >= middle || (right < end && less(from[right], from[left]));
            to[i] = takeRight ? from[right++] : from[left++];
        }
    }

    private boolean less(LuaValue a, LuaValue b) {
        return comparator.isnil()
                ? Comparison.less(a, b)
                : Calls.call(run, comparator, LuaValue.varargsOf(a, b)).arg1().toboolean();
    }
}
