package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Item;
import dev.cuprum.lua.compiler.Expression.LargeTable;
import dev.cuprum.lua.compiler.Expression.TableConstructor;
import dev.cuprum.lua.runtime.Shape;
import java.util.IdentityHashMap;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.Opcodes;

/** Writes table constructors. */
final class Tables {

    private final MethodCode method;
    private final Values values;
    private final Records records;
    private final IdentityHashMap<TableConstructor, Shape> shapes = new IdentityHashMap<>();

    Tables(MethodCode method, Values values) {
        this.method = method;
        this.values = values;
        this.records = method.function.records();
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
        Shape shape = records.shape(constructor);
        if (Records.isRecord(constructor)) {
            record(items, shape);
            return;
        }
        shapes.put(constructor, shape);
        begin(shape);
        items(constructor, 0, items.size());
    }

    /** Pushes a new table that methods of their own fill in. */
    void push(LargeTable large) {
        int mark = method.mark();
        int table = method.slot(1);
        Shape shape = records.shape(large.table());
        shapes.put(large.table(), shape);
        begin(shape);
        method.var(Opcodes.ASTORE, table);
        new Parts(method).fill(large, table, this);
        method.var(Opcodes.ALOAD, table);
        method.release(mark);
    }

    /** Pushes a table with nothing but named fields: an array of the values, in their slots from the start. */
    private void record(List<Item> items, Shape shape) {
        int mark = method.mark();
        int fields = method.slot(1);
        method.integer(shape.size());
        method.type(Opcodes.ANEWARRAY, Names.VALUE);
        fields(items, shape, true);
        fields(items, shape, false);
        method.var(Opcodes.ASTORE, fields);
        method.type(Opcodes.NEW, Names.TABLE);
        method.op(Opcodes.DUP);
        method.function.constants.push(method.code, shape, Names.SHAPE);
        method.var(Opcodes.ALOAD, fields);
        method.code.visitMethodInsn(
                Opcodes.INVOKESPECIAL, Names.TABLE, "<init>", "(L" + Names.SHAPE + ";[" + Names.A_VALUE + ")V", false);
        method.release(mark);
    }

    private void fields(List<Item> items, Shape shape, boolean constant) {
        for (int i = 0; i < items.size(); i++) {
            Expression value = items.get(i).value();
            int slot = shape.slotOf(i);
            // A field that is nil may have no slot.
            if (value instanceof Constant == constant && slot >= 0) {
                method.op(Opcodes.DUP);
                method.integer(slot);
                values.push(value);
                method.op(Opcodes.AASTORE);
            }
        }
    }

    private void begin(Shape shape) {
        method.type(Opcodes.NEW, Names.TABLE);
        method.op(Opcodes.DUP);
        method.function.constants.push(method.code, shape, Names.SHAPE);
        method.code.visitMethodInsn(Opcodes.INVOKESPECIAL, Names.TABLE, "<init>", "(L" + Names.SHAPE + ";)V", false);
    }

    /** Gives the table on the stack the items from one to before another. */
    void items(TableConstructor constructor, int from, int to) {
        List<Item> items = constructor.items();
        int index = 0;
        int string = 0;
        boolean moved = false;
        for (int i = 0; i < to; i++) {
            Item item = items.get(i);
            Expression value = item.value();
            if (item.key() == null) {
                index++;
                if (i >= from) {
                    positional(index, value, i == items.size() - 1);
                }
            } else if (item.key() instanceof Constant key && key.value() instanceof LuaString) {
                if (i >= from) {
                    named(key.value(), string, value, moved, constructor);
                }
                string++;
            } else if (!(item.key() instanceof Constant key && !key.value().isnil() && value instanceof Constant)) {
                if (i >= from) {
                    keyed(item.key(), value, constructor.line());
                }
                moved = true;
            }
        }
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
        method.callVirtual(Names.TABLE, all ? "appendAll" : "append", "(I" + (all ? Names.SOME : Names.A_VALUE) + ")V");
    }

    private void named(LuaValue name, int string, Expression value, boolean moved, TableConstructor constructor) {
        if (value instanceof Constant) {
            return;
        }
        method.op(Opcodes.DUP);
        if (moved) {
            method.constant(name);
        } else {
            method.integer(shapes.computeIfAbsent(constructor, key -> records.shape(key))
                    .slotOf(string));
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
