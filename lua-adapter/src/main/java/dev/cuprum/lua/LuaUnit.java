package dev.cuprum.lua;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.DepthExceededException;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Foundation;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.Outcome;
import dev.cuprum.lua.lib.LogLine;
import dev.cuprum.lua.lib.ModuleCode;
import dev.cuprum.lua.ngx.Ending;
import dev.cuprum.lua.ngx.Exit;
import dev.cuprum.lua.ngx.NgxApi;
import dev.cuprum.lua.ngx.Reroute;
import dev.cuprum.lua.runtime.Closure;
import dev.cuprum.lua.runtime.CodeLoader;
import dev.cuprum.lua.runtime.Libraries;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** A unit in Lua: its code, which executions share, run each time with globals of its own. */
final class LuaUnit implements ModuleCode {

    private static final Logger LOG = System.getLogger(LuaUnit.class.getName());

    private final Libraries libraries;
    private final CodeLoader loader;
    private final Set<Need> needs;

    LuaUnit(Libraries libraries, CodeLoader loader, Set<Need> needs) {
        this.libraries = libraries;
        this.loader = loader;
        this.needs = Set.copyOf(needs);
    }

    @Override
    public Set<Need> needs() {
        return needs;
    }

    @Override
    public Closure code() {
        return loader.root();
    }

    /** Has the JVM load the code, which takes the greater part of the time. */
    @Override
    public void prepare() throws CompilationException {
        try {
            code();
        } catch (LinkageError e) {
            LOG.log(Level.ERROR, "the code of a unit cannot be loaded", e);
            throw new CompilationException(0, "the engine failed: " + e);
        }
    }

    @Override
    public boolean isPrepared() {
        return loader.isLoaded();
    }

    @Override
    public Outcome run(Execution execution) {
        LuaRun run = LuaRun.begin(execution, libraries(execution));
        try (run) {
            return guarded(run, () -> execute(run));
        }
    }

    @Override
    public Foundation initialise(Execution execution) {
        LuaRun run = LuaRun.begin(execution, libraries(execution));
        try (run) {
            Object[] left = {libraries(execution)};
            Outcome outcome = guarded(run, () -> {
                Outcome ended = execute(run);
                return ended.isFailure() ? ended : freeze(run, left);
            });
            return new Foundation(outcome, left[0]);
        }
    }

    private static Outcome freeze(LuaRun run, Object[] left) {
        try {
            left[0] = run.freeze();
            return Outcome.Completed.INSTANCE;
        } catch (LuaError e) {
            return new Outcome.Failed(describe(ScriptError.valueOf(e)));
        }
    }

    /** What init units have left, or else what all begin with. */
    private Libraries libraries(Execution execution) {
        return execution.libraries().foundation("lua").orElse(libraries) instanceof Libraries left ? left : libraries;
    }

    private Outcome guarded(LuaRun run, Supplier<Outcome> work) {
        try {
            return work.get();
        } catch (Exit e) {
            return new Outcome.Exited(e.status());
        } catch (Reroute e) {
            return e.outcome();
        } catch (LimitExceededError e) {
            return e.outcome();
        } catch (DepthExceededException e) {
            return new Outcome.Failed(run.overflow(e));
        } catch (StackOverflowError e) {
            return new Outcome.Failed("stack overflow");
        } catch (OutOfMemoryError e) {
            return new Outcome.Failed("the server has no memory left for this unit");
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return new Outcome.Failed("internal error: " + e);
        }
    }

    private Outcome execute(LuaRun run) {
        try {
            LuaValue result = code().open(run.budget(), run.globals()).call(NgxApi.EDGE_COMPUTING);
            run.execution().unit().variable().ifPresent(name -> assign(run, name, result));
            OptionalInt status = Ending.pending(run);
            return status.isPresent() ? new Outcome.Exited(status.getAsInt()) : Outcome.Completed.INSTANCE;
        } catch (LuaError e) {
            return new Outcome.Failed(describe(ScriptError.valueOf(e)));
        }
    }

    /** Gives the variable of a set unit the text or number the unit has returned; anything else makes it empty. */
    private static void assign(LuaRun run, String variable, LuaValue result) {
        run.exchange().setVariable(variable, Text.isText(result) ? Text.latin1(Text.of(result)) : "");
    }

    /** As text that fits into a line of the log. */
    private static String cut(LuaValue value) {
        return value instanceof LuaString string ? new LogLine().add(string).text() : Text.describe(value);
    }

    /** What was raised, as text. Of what is neither text nor a number nginx says nothing more either. */
    private static String describe(LuaValue raised) {
        return Text.isText(raised) ? cut(raised) : "unknown reason";
    }
}
