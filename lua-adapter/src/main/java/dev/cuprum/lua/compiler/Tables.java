package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Item;
import dev.cuprum.lua.compiler.Expression.TableConstructor;
import java.util.List;
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
        int listed = (int) items.stream().filter(item -> item.key() == null).count();
        method.type(Opcodes.NEW, Names.TABLE);
        method.op(Opcodes.DUP);
        method.integer(listed);
        method.integer(items.size() - listed);
        method.code.visitMethodInsn(Opcodes.INVOKESPECIAL, Names.TABLE, "<init>", "(II)V", false);
        int index = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item.key() != null) {
                keyed(item.key(), item.value(), constructor.line());
            } else if (i == items.size() - 1 && Expressions.isMultiple(item.value())) {
                method.op(Opcodes.DUP);
                method.integer(index + 1);
                values.pushMultiple(item.value());
                method.callVirtual(Names.TABLE, "appendAll", "(I" + Names.SOME + ")V");
            } else {
                index++;
                method.op(Opcodes.DUP);
                method.integer(index);
                values.push(item.value());
                method.callVirtual(Names.TABLE, "append", "(I" + Names.A_VALUE + ")V");
            }
        }
    }

    private void keyed(Expression key, Expression value, int line) {
        method.op(Opcodes.DUP);
        values.push(key);
        values.push(value);
        method.site(line);
        method.callVirtual(Names.TABLE, "set", "(" + Names.A_VALUE + Names.A_VALUE + ")V");
    }
}
