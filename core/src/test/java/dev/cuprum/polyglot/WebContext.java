package dev.cuprum.polyglot;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.unit.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.params.provider.Arguments;

/** A context with the Web globals and nothing else of the engine, for tests. */
final class WebContext implements AutoCloseable {

    private static final Engine ENGINE = Engine.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    private static final HostAccess ACCESS =
            HostAccess.newBuilder(HostAccess.EXPLICIT).allowBufferAccess(true).build();
    private static final String SHOWN =
            """
            (function (code) {
              const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
              const failed = (e) => `${e.name}: ${e.message}`;
              let value;
              try {
                value = (0, eval)(code);
              } catch (e) {
                return failed(e);
              }
              return value instanceof Promise ? value.then(shown, failed) : shown(value);
            })""";

    private final Context context = Context.newBuilder("js")
            .engine(ENGINE)
            .allowHostAccess(ACCESS)
            .allowValueSharing(false)
            .build();
    private final Budget budget = new Budget();
    private final BlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
    private final Value shown;
    private final Set<String> names;
    final List<String> logged = new ArrayList<>();
    final Loop loop = new Loop();

    WebContext(Fetcher fetcher) {
        Value globals =
                context.eval(WebScript.source()).execute(new WebHost(() -> budget, () -> loop, fetcher, charged -> {}));
        names = Set.copyOf(globals.getMemberKeys());
        for (String name : names) {
            context.getBindings("js").putMember(name, globals.getMember(name));
        }
        context.getBindings("js").putMember("internals", globals.getMember("internals"));
        shown = context.eval("js", SHOWN);
        budget.start(Limits.of(60_000, 64));
    }

    static WebContext withoutTargets() {
        return new WebContext(Fetcher.to(List.of()));
    }

    /** The cases of a table: on each line an expression, an arrow and what comes of it. */
    static Stream<Arguments> cases(String table) {
        return table.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(" -> ", 2))
                .map(parts -> Arguments.of(parts[0].strip(), parts.length < 2 ? "" : parts[1].strip()));
    }

    /** The names of the globals. */
    Set<String> names() {
        return names;
    }

    Budget budget() {
        return budget;
    }

    /** Evaluates an expression: its text, its JSON, or the error, also where it is a promise. */
    String eval(String code) throws InterruptedException {
        Value value = shown.execute(code);
        if (value.isNull() || value.isString()) {
            return value.isNull() ? "undefined" : value.asString();
        }
        List<String> settled = new ArrayList<>();
        value.invokeMember("then", (ProxyExecutable) arguments -> settled.add(text(arguments[0])));
        while (settled.isEmpty()) {
            Runnable next = loop.timers.isEmpty() ? arrived.poll(60, TimeUnit.SECONDS) : loop.timers.poll();
            if (next == null) {
                throw new AssertionError("nothing comes: " + code);
            }
            next.run();
        }
        return settled.get(0);
    }

    private static String text(Value value) {
        return value.isString() ? value.asString() : "undefined";
    }

    @Override
    public void close() {
        context.close(true);
    }

    /** The loop of an execution whose timers are due at once, one after another. */
    final class Loop implements EventLoop {

        final Queue<Runnable> timers = new ArrayDeque<>();
        final List<Long> delays = new ArrayList<>();
        final List<Long> cleared = new ArrayList<>();

        @Override
        public long setTimeout(Value callback, long millis) {
            timers.add(callback::executeVoid);
            delays.add(millis);
            return delays.size();
        }

        @Override
        public void clearTimeout(long timer) {
            cleared.add(timer);
        }

        @Override
        public Consumer<Runnable> expect() {
            return arrived::add;
        }

        @Override
        public void log(LogLevel level, String text) {
            logged.add(level.nginxName() + " " + text);
        }
    }
}
