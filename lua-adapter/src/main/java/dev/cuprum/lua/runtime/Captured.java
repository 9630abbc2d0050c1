package dev.cuprum.lua.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The locals around a function that it uses: the fields of its class. */
final class Captured {

    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            Field[] fields = Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .filter(field -> !field.getType().isPrimitive())
                    .toArray(Field[]::new);
            for (Field field : fields) {
                field.setAccessible(true);
            }
            return fields;
        }
    };

    private Captured() {}

    /** Puts something in the place of each. */
    static void replace(Closure closure, UnaryOperator<Object> replacement) {
        try {
            for (Field field : FIELDS.get(closure.getClass())) {
                Object value = field.get(closure);
                if (value != null) {
                    field.set(closure, replacement.apply(value));
                }
            }
        } catch (IllegalAccessException e) {
            throw new LinkageError("the locals of a function cannot be reached", e);
        }
    }
}
