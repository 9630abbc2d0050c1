package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Item;
import dev.cuprum.lua.compiler.Expression.TableConstructor;
import dev.cuprum.lua.runtime.Shape;
import dev.cuprum.lua.runtime.ShapeBuilder;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.Opcodes;

/** Writes table constructors. */
final class Tables {

    private final MethodCode method;
    private final Values values;

    Tables(MethodCode method, Values values) {
        this.method = method;
        this.values = values;
    }

    /** Pushes a new table. */
    void push(TableConstructor constructor) {
        List<Item> items = constructor.items();
        if (items.isEmpty()) {
            method.type(Opcodes.NEW, Names.TABLE);
            method.op(Opcodes.DUP);
            method.code.visitMethodInsn(Opcodes.INVOKESPECIAL, Names.TABLE, "<init>", "()V", false);
            return;
        }
        Shape shape = shape(items);
        method.type(Opcodes.NEW, Names.TABLE);
        method.op(Opcodes.DUP);
        method.function.constants.push(method, shape, Names.SHAPE);
        method.code.visitMethodInsn(
                Opcodes.INVOKESPECIAL, Names.TABLE, "<init>", "(L" + Names.SHAPE + ";)V", false);
        int index = 0;
        int string = 0;
        boolean moved = false;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            Expression value = item.value();
            boolean last = i == items.size() - 1;
            if (item.key() == null) {
                positional(++index, value, last);
            } else if (item.key() instanceof Constant key && key.value() instanceof LuaString) {
                named(key.value(), shape.slotOf(string++), value, moved);
            } else if (!(item.key() instanceof Constant && value instanceof Constant)) {
                keyed(item.key(), value, constructor.line());
                moved = true;
            }
        }
    }

    private static Shape shape(List<Item> items) {
        ShapeBuilder shape = new ShapeBuilder();
        for (Item item : items) {
            LuaValue value = item.value() instanceof Constant constant ? constant.value() : null;
            if (item.key() == null) {
                shape.positional(value);
            } else {
                shape.keyed(item.key() instanceof Constant key ? key.value() : null, value);
            }
        }
        return shape.build();
    }

    private void positional(int index, Expression value, boolean last) {
        if (value instanceof Constant) {
            return;
        }
        boolean all = last && Expressions.isMultiple(value);
        method.op(Opcodes.DUP);
        method.integer(index);
        if (all) {
            values.pushMultiple(value);
        } else {
            values.push(value);
        }
        method.callVirtual(
                Names.TABLE,
                all ? "appendAll" : "append",
                "(I" + (all ? Names.SOME : Names.A_VALUE) + ")V");
    }

    private void named(LuaValue name, int slot, Expression value, boolean moved) {
        if (value instanceof Constant) {
            return;
        }
        method.op(Opcodes.DUP);
        if (moved) {
            method.constant(name);
        } else {
            method.integer(slot);
        }
        values.push(value);
        method.callVirtual(
                Names.TABLE,
                moved ? "rawset" : "initialise",
                "(" + (moved ? Names.A_STRING : "I") + Names.A_VALUE + ")V");
    }

    private void keyed(Expression key, Expression value, int line) {
        method.op(Opcodes.DUP);
        values.push(key);
        values.push(value);
        method.site(line);
        method.callVirtual(Names.TABLE, "set", "(" + Names.A_VALUE + Names.A_VALUE + ")V");
    }
}
