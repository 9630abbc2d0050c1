package dev.cuprum.polyglot;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Instrument;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.IOAccess;

/**
 * The one engine of GraalVM that this JVM has: what it has made of sources that all contexts have, is made once. To be
 * touched only where there is GraalVM.
 */
final class GraalVm {

    /** What {@link #runtime} says where nothing is compiled. */
    static final String INTERPRETED = "interpreted";

    static final Engine ENGINE = Engine.newBuilder()
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .build();

    private static final int DEEPEST_CALLS = 1_000;

    /** Known from 25.1 on. Before, the stack of the thread is the limit of calls. */
    private static final String STACK_FRAMES = "sandbox.MaxStackFrames";

    private GraalVm() {}

    /** How code is run: {@link #INTERPRETED}, or what compiles it. */
    static String runtime() {
        String name = ENGINE.getImplementationName();
        return name.equals("Interpreted") ? INTERPRETED : "compiled by " + name + " " + ENGINE.getVersion();
    }

    /**
     * Begins a context in which units can reach nothing but what they are given, and that only by exported methods.
     *
     * @param access what they may do with it beyond calling it
     */
    static Context.Builder context(String language, HostAccess.Builder access) {
        Context.Builder builder = Context.newBuilder(language)
                .engine(ENGINE)
                .allowExperimentalOptions(true)
                .allowHostAccess(access.build())
                .allowValueSharing(false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowNativeAccess(false);
        Instrument sandbox = ENGINE.getInstruments().get("sandbox");
        if (sandbox != null && sandbox.getOptions().get(STACK_FRAMES) != null) {
            builder.option(STACK_FRAMES, String.valueOf(DEEPEST_CALLS));
        }
        return builder;
    }

    /** What every context allows: exported methods, and the elements of arrays. */
    static HostAccess.Builder access() {
        return HostAccess.newBuilder(HostAccess.EXPLICIT).allowArrayAccess(true);
    }
}
