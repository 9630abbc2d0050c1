package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A function of a unit: compiled code extends this class by way of the one that fits its number of parameters, with
 * fields for the locals around it that it uses. Used by one thread at a time.
 */
public abstract class Closure extends Function implements Cloneable {

    /**
     * What the execution may use. It belongs to the request, as whatever can carry a function further does. Not final for
     * the same reason as a number's field.
     */
    public Budget budget;

    /** Its globals. */
    public Table env;

    /** To be called by compiled code. */
    protected Closure(Budget budget, Table env) {
        this.budget = budget;
        this.env = env;
    }

    /** Makes one of the same code; only that of a whole chunk, which uses no locals of others, can. */
    public Closure open(Budget budget, Table env) {
        throw new IllegalStateException("not a chunk");
    }

    /** One of the same code, with the same budget, globals and locals around it. */
    final Closure copy() {
        try {
            return (Closure) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A function that is called by a method of its own kind only. */
    public abstract static class OfDirect extends Closure {
        /** To be called by compiled code. */
        protected OfDirect(Budget budget, Table env) {
            super(budget, env);
        }

        @Override
        public final Varargs invoke0() {
            throw new IllegalStateException("it is called directly only");
        }

        @Override
        public final Varargs invoke1(LuaValue a) {
            return invoke0();
        }

        @Override
        public final Varargs invoke2(LuaValue a, LuaValue b) {
            return invoke0();
        }

        @Override
        public final Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
            return invoke0();
        }

        @Override
        public final Varargs invokeAll(Varargs args) {
            return invoke0();
        }
    }

    /** A function without parameters. */
    public abstract static class Of0 extends Closure {
        /** To be called by compiled code. */
        protected Of0(Budget budget, Table env) {
            super(budget, env);
        }

        @Override
        public final Varargs invoke1(LuaValue a) {
            return invoke0();
        }

        @Override
        public final Varargs invoke2(LuaValue a, LuaValue b) {
            return invoke0();
        }

        @Override
        public final Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
            return invoke0();
        }

        @Override
        public final Varargs invokeAll(Varargs args) {
            return invoke0();
        }
    }

    /** A function of one parameter. */
    public abstract static class Of1 extends Closure {
        /** To be called by compiled code. */
        protected Of1(Budget budget, Table env) {
            super(budget, env);
        }

        @Override
        public final Varargs invoke0() {
            return invoke1(NIL);
        }

        @Override
        public final Varargs invoke2(LuaValue a, LuaValue b) {
            return invoke1(a);
        }

        @Override
        public final Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
            return invoke1(a);
        }

        @Override
        public final Varargs invokeAll(Varargs args) {
            return invoke1(args.arg1());
        }
    }

    /** A function of two parameters. */
    public abstract static class Of2 extends Closure {
        /** To be called by compiled code. */
        protected Of2(Budget budget, Table env) {
            super(budget, env);
        }

        @Override
        public final Varargs invoke0() {
            return invoke2(NIL, NIL);
        }

        @Override
        public final Varargs invoke1(LuaValue a) {
            return invoke2(a, NIL);
        }

        @Override
        public final Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
            return invoke2(a, b);
        }

        @Override
        public final Varargs invokeAll(Varargs args) {
            return invoke2(args.arg1(), args.arg(2));
        }
    }

    /** A function of three parameters. */
    public abstract static class Of3 extends Closure {
        /** To be called by compiled code. */
        protected Of3(Budget budget, Table env) {
            super(budget, env);
        }

        @Override
        public final Varargs invoke0() {
            return invoke3(NIL, NIL, NIL);
        }

        @Override
        public final Varargs invoke1(LuaValue a) {
            return invoke3(a, NIL, NIL);
        }

        @Override
        public final Varargs invoke2(LuaValue a, LuaValue b) {
            return invoke3(a, b, NIL);
        }

        @Override
        public final Varargs invokeAll(Varargs args) {
            return invoke3(args.arg1(), args.arg(2), args.arg(3));
        }
    }

    /** A function of more parameters, or of any number. */
    public abstract static class OfMany extends Closure {
        /** To be called by compiled code. */
        protected OfMany(Budget budget, Table env) {
            super(budget, env);
        }

        @Override
        public final Varargs invoke0() {
            return invokeAll(Calls.NOTHING);
        }

        @Override
        public final Varargs invoke1(LuaValue a) {
            return invokeAll(a);
        }

        @Override
        public final Varargs invoke2(LuaValue a, LuaValue b) {
            return invokeAll(varargsOf(a, b));
        }

        @Override
        public final Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
            return invokeAll(varargsOf(a, b, c));
        }
    }
}
