package dev.cuprum.polyglot;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.unit.ComputingUnit;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.io.IOAccess;

/**
 * The contexts of an engine. Those that nobody uses wait here for the next execution, the last used first. Safe for use by
 * several threads.
 */
final class Realms implements AutoCloseable {

    /** What {@link #runtime} says where nothing is compiled. */
    static final String INTERPRETED = "interpreted";

    /** How long a text may be, in characters, so that no single one takes the node's memory. */
    private static final int LONGEST_TEXT = 16 << 20;

    private static final int LONGEST_TYPED_ARRAY = 64 << 20;
    private static final int MOST_ARGUMENTS = 65_535;
    private static final int DEEPEST_CALLS = 1_000;

    /** GraalVM knows this from 25.1 on. Before, the stack of the thread is the limit of calls. */
    private static final String STACK_FRAMES = "sandbox.MaxStackFrames";

    /** So many contexts are kept ready beyond those in use. */
    private static final int SPARE = 2;

    private final boolean fresh;
    private final Fetcher fetcher;
    private final Supervisor supervisor = new Supervisor();
    private final ConcurrentLinkedDeque<Realm> idle = new ConcurrentLinkedDeque<>();
    /** How many are idle, or about to be. */
    private final AtomicInteger spare = new AtomicInteger();
    /** Makes contexts ahead, as making one takes longer than most units may. */
    private final ThreadPoolExecutor maker = maker();

    private volatile boolean closed;

    /**
     * @param fresh whether each execution gets a context of its own
     */
    Realms(boolean fresh, Fetcher fetcher) {
        this.fresh = fresh;
        this.fetcher = fetcher;
    }

    /** One for the whole JVM: what it has made of sources that all contexts have, is made once. */
    static final class Shared {
        static final Engine ENGINE = Engine.newBuilder()
                .allowExperimentalOptions(true)
                .option("engine.WarnInterpreterOnly", "false")
                .build();
    }

    private static ThreadPoolExecutor maker() {
        return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "cuprum-polyglot-contexts");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** How the code is run: {@link #INTERPRETED}, or what compiles it. */
    static String runtime() {
        String name = Shared.ENGINE.getImplementationName();
        return name.equals("Interpreted") ? INTERPRETED : "compiled by " + name + " " + Shared.ENGINE.getVersion();
    }

    /** A context that nobody else uses until it is {@linkplain #giveBack given back}. */
    Realm take() {
        Realm realm = idle.pollFirst();
        if (realm == null) {
            refill();
            return create();
        }
        if (spare.decrementAndGet() < SPARE) {
            refill();
        }
        return realm;
    }

    void giveBack(Realm realm) {
        if (fresh || closed || !realm.isSound()) {
            realm.close();
        } else {
            spare.incrementAndGet();
            idle.addFirst(realm);
            closeLate(realm);
        }
    }

    /** Closes a context that became idle while the engine was closed. */
    private void closeLate(Realm realm) {
        if (closed && idle.remove(realm)) {
            realm.close();
        }
    }

    private void refill() {
        if (!closed && maker.getQueue().isEmpty()) {
            maker.execute(this::makeSpare);
        }
    }

    private void makeSpare() {
        while (!closed && spare.get() < SPARE) {
            Realm realm = create();
            spare.incrementAndGet();
            idle.addLast(realm);
            closeLate(realm);
        }
    }

    private Realm create() {
        return new Realm(context(), supervisor, fetcher);
    }

    private Context context() {
        Context.Builder builder = Context.newBuilder("js")
                .engine(Shared.ENGINE)
                .sandbox(SandboxPolicy.TRUSTED)
                .allowExperimentalOptions(true)
                .allowHostAccess(HostAccess.newBuilder(HostAccess.EXPLICIT)
                        .allowArrayAccess(true)
                        .allowBufferAccess(true)
                        .build())
                .allowValueSharing(false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowNativeAccess(false)
                .option("js.atomics", "false")
                .option("js.bigint", "false")
                .option("js.console", "false")
                .option("js.disable-eval", "true")
                .option("js.esm-eval-returns-exports", "true")
                .option("js.function-arguments-limit", String.valueOf(MOST_ARGUMENTS))
                .option("js.global-arguments", "false")
                .option("js.graal-builtin", "false")
                .option("js.java-package-globals", "false")
                .option("js.load", "false")
                .option("js.max-apply-argument-length", String.valueOf(MOST_ARGUMENTS))
                .option("js.max-typed-array-length", String.valueOf(LONGEST_TYPED_ARRAY))
                .option("js.polyglot-builtin", "false")
                .option("js.print", "false")
                .option("js.regexp-static-result", "false")
                .option("js.shared-array-buffer", "false")
                .option("js.string-length-limit", String.valueOf(LONGEST_TEXT));
        if (Shared.ENGINE.getOptions().get(STACK_FRAMES) != null) {
            builder.option(STACK_FRAMES, String.valueOf(DEEPEST_CALLS));
        }
        return builder.build();
    }

    /**
     * Compiles a unit; runs nothing of it.
     *
     * @throws CompilationException where its source is no JavaScript, or no unit
     */
    JavaScriptUnit compile(ComputingUnit unit) throws CompilationException {
        String name = unit.id().toString();
        Realm realm = take();
        try {
            parse(realm, name, unit.code());
            UnitSource source = UnitSource.of(unit.code());
            JavaScriptUnit compiled = new JavaScriptUnit(this, name, source, UnitSource.mayReadBody(unit.code()));
            try {
                realm.factory(compiled);
            } catch (PolyglotException e) {
                throw problem(e, source.before());
            }
            return compiled;
        } finally {
            giveBack(realm);
        }
    }

    private static void parse(Realm realm, String name, String code) throws CompilationException {
        try {
            realm.parse(Source.newBuilder("js", code, name)
                    .mimeType(JavaScriptUnit.MODULE)
                    .cached(false)
                    .buildLiteral());
        } catch (PolyglotException e) {
            throw problem(e, 0);
        }
    }

    /** Where a source is wrong, and why: GraalVM's message has the place in its first line, and the source below. */
    private static CompilationException problem(PolyglotException e, int before) {
        SourceSection place = e.getSourceLocation();
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String message = first.replaceFirst("^SyntaxError: (?:\\S+:\\d+:\\d+ )?", "");
        if (place == null || !place.isAvailable()) {
            return new CompilationException(0, message);
        }
        int column = place.getStartColumn() - (place.getStartLine() == 1 ? before : 0);
        return new CompilationException(place.getStartLine(), "column " + column + ": " + message);
    }

    @Override
    public void close() {
        closed = true;
        maker.shutdown();
        for (Realm realm = idle.pollFirst(); realm != null; realm = idle.pollFirst()) {
            realm.close();
        }
        supervisor.close();
    }
}
