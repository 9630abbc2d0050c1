package dev.cuprum.lua.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * A stack that the JVM itself takes down and puts up again: the continuations that its virtual threads are made of. A
 * suspended one is an object like any other, so nothing has to be done about those that are forgotten.
 *
 * <p>They are internal to the JDK, from 21 on, and to be opened by a flag; the code is compiled for 17 and knows them by
 * method handles, which as constants cost nothing.
 */
final class ContinuationStack implements CoroutineStack {

    /** What has to be on the command line. */
    private static final String FLAG = "--add-exports java.base/jdk.internal.vm=ALL-UNNAMED";

    /** The handles, or none of them. */
    private record Handles(Object scope, MethodHandle create, MethodHandle run, MethodHandle yield) {}

    private static final @Nullable Handles HANDLES = handles();

    /** Whether there are continuations here. */
    static final boolean AVAILABLE = HANDLES != null;

    private static final @Nullable Object SCOPE = HANDLES == null ? null : HANDLES.scope;
    private static final MethodHandle CREATE = HANDLES == null ? none() : HANDLES.create;
    private static final MethodHandle RUN = HANDLES == null ? none() : HANDLES.run;
    private static final MethodHandle YIELD = HANDLES == null ? none() : HANDLES.yield;

    private final Object continuation;

    ContinuationStack(Runnable body) {
        try {
            continuation = (Object) CREATE.invokeExact(SCOPE, body);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void resume() {
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void suspend() {
        try {
            YIELD.invokeExact(SCOPE);
        } catch (IllegalStateException e) {
            // There is native code or a monitor between the coroutine and here.
            throw new ScriptError(Coroutine.NOT_FROM_HERE);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void abandon() {
        // The garbage collector does.
    }

    private static Error unexpected(Throwable error) {
        if (error instanceof RuntimeException exception) {
            throw exception;
        }
        return error instanceof Error same ? same : new AssertionError(error);
    }

    private static MethodHandle none() {
        return MethodHandles.zero(void.class);
    }

    private static @Nullable Handles handles() {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            Lookup lookup = MethodHandles.lookup();
            Class<?> scopes = Class.forName("jdk.internal.vm.ContinuationScope");
            Class<?> continuations = Class.forName("jdk.internal.vm.Continuation");
            MethodType name = MethodType.methodType(void.class, String.class);
            Object scope = lookup.findConstructor(scopes, name).invoke("lua");
            MethodType parts = MethodType.methodType(void.class, scopes, Runnable.class);
            MethodType onScope = MethodType.methodType(boolean.class, scopes);
            MethodHandle create = lookup.findConstructor(continuations, parts);
            MethodHandle run = lookup.findVirtual(continuations, "run", MethodType.methodType(void.class));
            MethodHandle yield = lookup.findStatic(continuations, "yield", onScope);
            create.invoke(scope, (Runnable) () -> {}); // Fails here where this JVM has none.
            return new Handles(
                    scope,
                    create.asType(MethodType.methodType(Object.class, Object.class, Runnable.class)),
                    run.asType(MethodType.methodType(void.class, Object.class)),
                    yield.asType(MethodType.methodType(void.class, Object.class)));
        } catch (Throwable e) {
            Logger log = System.getLogger("dev.cuprum.lua");
            log.log(
                    Level.WARNING,
                    "Lua coroutines are slow here, for each takes a thread: start Java with " + FLAG + " (" + e + ")");
            return null;
        }
    }
}
