package dev.cuprum.undertow.standalone.config;

import dev.cuprum.engine.ScriptEngine;
import java.lang.reflect.InvocationTargetException;

/**
 * An engine that is to run the units of a language, whatever else there is for it.
 *
 * @param language the language, as units name it
 * @param type its class, which has a public constructor without arguments
 */
public record EngineClass(String language, Class<? extends ScriptEngine> type) {

    /**
     * Finds an engine on the class path.
     *
     * @throws IllegalArgumentException where there is none of this name for this language
     */
    static EngineClass find(String language, String name) {
        EngineClass found = new EngineClass(language, type(name));
        try (ScriptEngine engine = found.create()) {
            if (!engine.language().equals(language)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is an engine for '" + engine.language() + "', not for '" + language + "'");
            }
            if (!engine.isAvailable()) {
                throw new IllegalArgumentException(
                        "'" + name + "' says that it is not available: what it needs is not" + " on the class path");
            }
        }
        return found;
    }

    private static Class<? extends ScriptEngine> type(String name) {
        try {
            Class<?> type = Class.forName(name, true, EngineClass.class.getClassLoader());
            if (!ScriptEngine.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no engine: it does not implement " + ScriptEngine.class.getName());
            }
            return type.asSubclass(ScriptEngine.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "there is no class '" + name + "' on the class path; its jar belongs into lib", e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException("the class '" + name + "' cannot be loaded: " + e, e);
        }
    }

    /**
     * The engine, made anew.
     *
     * @throws IllegalArgumentException where it cannot be made
     */
    public ScriptEngine create() {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("'" + type.getName() + "' cannot be made: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "'" + type.getName() + "' cannot be made: it must be a public class with a public constructor"
                            + " without arguments",
                    e);
        }
    }
}
