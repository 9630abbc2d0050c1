package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code next}, which is also the iterator of {@code pairs}: loops that are compiled can do without calling it. */
public final class Next extends Native {

    /** The one that there is. */
    public static final Next INSTANCE = new Next();

    private Next() {
        super("next", args -> Args.table(args, 1).next(args.arg(2)));
    }

    @Override
    public Varargs invoke1(LuaValue table) {
        return table instanceof Table fields ? fields.next(NIL) : super.invoke1(table);
    }

    @Override
    public Varargs invoke2(LuaValue table, LuaValue key) {
        return table instanceof Table fields ? fields.next(key) : super.invoke2(table, key);
    }
}
