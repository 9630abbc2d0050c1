package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The iterator of {@code ipairs}: loops that are compiled can do without calling it. */
public final class NextElement extends Native {

    /** The one that there is. */
    public static final NextElement INSTANCE = new NextElement();

    private NextElement() {
        super("ipairs", args -> step(Args.table(args, 1), Args.integer(args, 2)));
    }

    @Override
    public Varargs invoke2(LuaValue table, LuaValue index) {
        return table instanceof Table list && index instanceof Num number
                ? step(list, Args.integer(number.v))
                : super.invoke2(table, index);
    }

    private static Varargs step(Table table, int index) {
        LuaValue value = table.get(index + 1);
        return value == NIL ? Calls.NOTHING : varargsOf(Num.of(index + 1), value);
    }
}
