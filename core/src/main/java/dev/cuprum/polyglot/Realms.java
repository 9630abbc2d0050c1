package dev.cuprum.polyglot;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.EngineThread;
import dev.cuprum.unit.ComputingUnit;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of an engine. Those that nobody uses wait here for the next execution, the last used first; a thread of units
 * keeps the one that it uses until it has nothing to do. Safe for use by
 * several threads.
 */
final class Realms implements AutoCloseable {

    /** How long a text may be, in characters, so that no single one takes the node's memory. */
    private static final int LONGEST_TEXT = 16 << 20;

    private static final int LONGEST_TYPED_ARRAY = 64 << 20;
    private static final int MOST_ARGUMENTS = 65_535;

    /** So many contexts are kept ready beyond those in use. */
    private static final int SPARE = 4;

    private final boolean fresh;
    private final Fetcher fetcher;
    private final Supervisor supervisor = new Supervisor();
    private final AtomicReference<String> findings;
    /** The context that was used last, if it is idle: where one thread works, it need not go through the others' queue. */
    private final AtomicReference<@Nullable Realm> last = new AtomicReference<>();

    private final ConcurrentLinkedDeque<Realm> idle = new ConcurrentLinkedDeque<>();
    /** How many are idle in the queue, or about to be. */
    private final AtomicInteger spare = new AtomicInteger();

    private final ContextMaker maker = new ContextMaker("cuprum-polyglot-contexts");

    private volatile boolean closed;

    /**
     * @param fresh whether each execution gets a context of its own
     */
    Realms(boolean fresh, Fetcher fetcher) {
        this(fresh, fetcher, new AtomicReference<>(""));
    }

    /**
     * @param findings what contexts find out for each other; empty at first
     */
    Realms(boolean fresh, Fetcher fetcher, AtomicReference<String> findings) {
        this.fresh = fresh;
        this.fetcher = fetcher;
        this.findings = findings;
    }

    /**
     * A context that nobody else uses until it is {@linkplain #giveBack given back}.
     *
     * @throws IllegalStateException where these contexts have been closed
     */
    Realm take() {
        if (closed) {
            throw new IllegalStateException("the engine for JavaScript has been closed");
        }
        if (fresh || !(Thread.currentThread() instanceof EngineThread thread)) {
            return takePooled();
        }
        if (thread.resident() instanceof Realm realm && realm.isIdle()) {
            if (realm.isOf(this)) {
                return realm;
            }
            Realm.moveOutOfThisThread();
        }
        Realm realm = takePooled();
        if (thread.resident() == null && thread.takesResidents()) {
            moveInto(thread, realm);
        }
        return realm;
    }

    private static void moveInto(EngineThread thread, Realm realm) {
        try {
            realm.moveInto(thread);
        } catch (RuntimeException | Error e) {
            realm.close();
            throw e;
        }
    }

    private Realm takePooled() {
        Realm realm = last.getAndSet(null);
        if (realm != null) {
            return realm;
        }
        realm = idle.pollFirst();
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
        boolean over = fresh || closed || !realm.isSound();
        if (realm.livesHere()) {
            if (!over) {
                return;
            }
            realm.moveOut();
        }
        realm.tidy();
        if (over) {
            realm.close();
        } else if (last.compareAndSet(null, realm)) {
            if (closed && last.compareAndSet(realm, null)) {
                realm.close();
            }
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
        maker.ask(this::makeSpare);
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
        return new Realm(this, context(), supervisor, fetcher, findings);
    }

    private Context context() {
        return GraalVm.context("js", GraalVm.access().allowBufferAccess(true))
                .sandbox(SandboxPolicy.TRUSTED)
                .option("js.atomics", "false")
                .option("js.bigint", "false")
                .option("js.console", "false")
                .option("js.disable-eval", "true")
                .option("js.esm-eval-returns-exports", "true")
                .option("js.function-arguments-limit", String.valueOf(MOST_ARGUMENTS))
                .option("js.global-arguments", "false")
                // The script takes it away when it has said what becomes of rejections.
                .option("js.graal-builtin", "true")
                .option("js.java-package-globals", "false")
                .option("js.load", "false")
                .option("js.max-apply-argument-length", String.valueOf(MOST_ARGUMENTS))
                .option("js.max-typed-array-length", String.valueOf(LONGEST_TYPED_ARRAY))
                .option("js.polyglot-builtin", "false")
                .option("js.print", "false")
                .option("js.regexp-static-result", "false")
                .option("js.shared-array-buffer", "false")
                .option("js.string-length-limit", String.valueOf(LONGEST_TEXT))
                .option("js.unhandled-rejections", "handler")
                .build();
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
            ImportCalls.refuse(unit.code(), changed -> parses(realm, name, changed));
            UnitSource source = UnitSource.of(unit.code());
            JavaScriptUnit compiled = new JavaScriptUnit(this, unit, source);
            try {
                realm.runner(compiled);
            } catch (PolyglotException e) {
                throw problem(e, source.before());
            }
            return compiled;
        } finally {
            giveBack(realm);
        }
    }

    private static boolean parses(Realm realm, String name, String code) {
        try {
            parse(realm, name, code);
            return true;
        } catch (CompilationException e) {
            return false;
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

    /** Whether no context is to be had any more. */
    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        maker.close();
        Realm used = last.getAndSet(null);
        if (used != null) {
            used.close();
        }
        for (Realm realm = idle.pollFirst(); realm != null; realm = idle.pollFirst()) {
            realm.close();
        }
        supervisor.close();
    }
}
