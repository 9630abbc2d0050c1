package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Global;
import dev.cuprum.lua.compiler.Expression.Index;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.MethodCall;
import dev.cuprum.lua.compiler.Expression.Operator;
import dev.cuprum.lua.compiler.Expression.Vararg;
import dev.cuprum.lua.runtime.Text;
import java.util.List;
import org.luaj.vm2.LuaString;

/** Tells things about expressions. */
final class Expressions {

    private Expressions() {}

    /** Whether it may have no value, or several. */
    static boolean isMultiple(Expression expression) {
        return expression instanceof Call || expression instanceof MethodCall || expression instanceof Vararg;
    }

    /** Whether the last of some may have no value, or several. */
    static boolean endsInMultiple(List<Expression> expressions) {
        return !expressions.isEmpty() && isMultiple(expressions.get(expressions.size() - 1));
    }

    /** What messages call it within a function; empty where it has no name. */
    static String name(Expression expression, FunctionBody within) {
        if (expression instanceof Local local) {
            return local.variable().name.isEmpty()
                    ? ""
                    : (local.variable().owner == within ? "local '" : "upvalue '") + local.variable().name + "'";
        }
        if (expression instanceof Global global) {
            return "global '" + Text.utf8(global.name()) + "'";
        }
        if (expression instanceof Index index
                && index.key() instanceof Constant key
                && key.value() instanceof LuaString name) {
            return "field '" + Text.utf8(name) + "'";
        }
        if (expression instanceof Binary binary
                && (binary.operator() == Operator.AND || binary.operator() == Operator.OR)) {
            // What is computed last is what LuaJIT takes the value for.
            return name(binary.right(), within);
        }
        return "";
    }
}
