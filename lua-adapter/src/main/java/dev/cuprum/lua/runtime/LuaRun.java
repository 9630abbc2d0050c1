package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.DepthExceededException;
import dev.cuprum.engine.Execution;
import dev.cuprum.http.Exchange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * One execution of a unit, as the runtime and the libraries see it.
 *
 * <p>Libraries are shared by all executions, so they ask {@link #current} which one they serve. Begun and ended like a
 * bracket: an execution inside another hides it until it has ended. Used by one thread.
 */
public final class LuaRun implements AutoCloseable {

    private static final Closure[] NO_FRAMES = {};
    private static final View[] NO_VIEWS = {};

    private static final class Current {
        @Nullable
        LuaRun run;

        @Nullable
        Object[] kept = {};
    }

    private static final ThreadLocal<Current> CURRENT = ThreadLocal.withInitial(Current::new);

    private final Execution execution;
    private final Budget budget;
    private final Libraries libraries;
    private final View globals;
    private @Nullable Strings strings;
    private @Nullable Thawing thawing;
    private View[] views = NO_VIEWS;
    private int viewCount;
    private final Current place;
    private final @Nullable LuaRun outer;
    private Closure[] frames = NO_FRAMES;
    private int frameCount;
    private final List<Runnable> endings = new ArrayList<>(0);
    private @Nullable Object[] attachments = {};
    private Handling handling = new Handling();
    private boolean live = true;

    private LuaRun(Execution execution, Libraries libraries, Current place) {
        this.execution = execution;
        this.budget = execution.budget();
        this.libraries = libraries;
        this.globals = new View(libraries.globals());
        this.place = place;
        this.outer = place.run;
        if (libraries.otherStrings()) {
            strings();
        }
    }

    /** Begins an execution on this thread. */
    public static LuaRun begin(Execution execution, Libraries libraries) {
        Current place = CURRENT.get();
        LuaRun run = new LuaRun(execution, libraries, place);
        place.run = run;
        run.budget.place(run::line);
        return run;
    }

    /**
     * Makes an execution the one on this thread, for as long as it lends its work to this thread.
     *
     * @return the one before, to be put back afterwards
     */
    static @Nullable LuaRun bind(@Nullable LuaRun run) {
        Current place = CURRENT.get();
        LuaRun before = place.run;
        place.run = run;
        return before;
    }

    /**
     * The execution on this thread.
     *
     * @throws IllegalStateException where there is none
     */
    public static LuaRun current() {
        LuaRun run = CURRENT.get().run;
        if (run == null) {
            throw new IllegalStateException("no unit is running on this thread");
        }
        return run;
    }

    /** The budget of the execution on this thread; one without limits where there is none, as in the compiler. */
    static Budget currentBudget() {
        LuaRun run = CURRENT.get().run;
        return run == null ? new Budget() : run.budget;
    }

    /** Ends the execution. */
    @Override
    public void close() {
        live = false;
        for (int i = 0; i < endings.size(); i++) {
            endings.get(i).run();
        }
        place.run = outer;
    }

    /** Has something done when the execution ends, however it ends. */
    public void onClose(Runnable ending) {
        endings.add(ending);
    }

    /** What a library keeps for this execution. */
    @SuppressWarnings("unchecked") // What is in a place was made by the attachment that owns it.
    public <T> T attachment(Attachment<T> attachment) {
        if (attachment.place >= attachments.length) {
            attachments = Arrays.copyOf(attachments, Attachment.count());
        }
        Object found = attachments[attachment.place];
        if (found == null) {
            Optional<Lasting> left = libraries.lasting(attachment.place);
            found = left.isPresent() ? left.get().copy() : attachment.first.apply(this);
            attachments[attachment.place] = found;
        }
        return (T) found;
    }

    /** What a library keeps for the thread that this execution began on, and is on whenever it is asked. */
    @SuppressWarnings("unchecked") // What is in a place was made by the attachment that owns it.
    public <T> T attachment(ThreadAttachment<T> attachment) {
        @Nullable Object[] kept = place.kept;
        Object found = attachment.place < kept.length ? kept[attachment.place] : null;
        if (found == null) {
            found = attachment.first.get();
            place.kept = Arrays.copyOf(kept, ThreadAttachment.count());
            place.kept[attachment.place] = found;
        }
        return (T) found;
    }

    /** The attachments that are to last, by their places: those of the init units before it, where it has none. */
    List<Optional<Lasting>> lasting() {
        List<Optional<Lasting>> all = new ArrayList<>();
        for (int place = 0; place < Attachment.count(); place++) {
            Object own = place < attachments.length ? attachments[place] : null;
            all.add(own instanceof Lasting lasting ? Optional.of(lasting) : libraries.lasting(place));
        }
        return all;
    }

    /** Which unit, on which exchange. */
    public Execution execution() {
        return execution;
    }

    /** The exchange it is about. */
    public Exchange exchange() {
        return execution.exchange();
    }

    /** The execution on this thread; null where there is none. */
    static @Nullable LuaRun onThread() {
        return CURRENT.get().run;
    }

    /** The calls with handlers of errors of the coroutine that is running, or of what runs outside of all. */
    Handling handling() {
        return handling;
    }

    /** Puts those of another coroutine in their place. */
    void handling(Handling other) {
        handling = other;
    }

    /** What it may use. */
    public Budget budget() {
        return budget;
    }

    /** The unit's globals. */
    public View globals() {
        return globals;
    }

    /** Whether it has not ended. */
    boolean live() {
        return live;
    }

    /** The line of the unit that is being executed; 0 where none is. */
    private int line() {
        return Positions.innermost(execution.unit().id().value());
    }

    /** What too deep a recursion is called, with its position where that is known. */
    public String overflow(DepthExceededException error) {
        String position = error.line() == 0 ? "" : execution.unit().id() + ":" + error.line() + ": ";
        return position + error.getMessage();
    }

    /** Notes that a function is entered; only units that ask for the environments of callers do so. */
    public static void push(Closure function) {
        LuaRun run = current();
        if (run.frameCount == run.frames.length) {
            run.frames = Arrays.copyOf(run.frames, Math.max(16, 2 * run.frameCount));
        }
        run.frames[run.frameCount++] = function;
    }

    /** Notes that a function is left. */
    public static void pop() {
        current().frameCount--;
    }

    /** How many functions have been noted. */
    int frames() {
        return frameCount;
    }

    /** Forgets functions that have been left by an error. */
    void frames(int count) {
        frameCount = count;
    }

    /** The functions that have been noted, and room for more. */
    Closure[] noted() {
        return frames;
    }

    /** Puts the functions of a coroutine in place of those of whoever resumes it, or the other way round. */
    void noted(Closure[] functions, int count) {
        frames = functions;
        frameCount = count;
    }

    /**
     * The function of the unit at a level.
     *
     * @param level 1 for the one that has called the library function which is running
     * @throws RuntimeException where the level is a library's, or no function is noted there
     */
    public Closure caller(int level) {
        int number = level < 0 ? -1 : Positions.functions(level);
        if (number == 0) {
            throw new ScriptError("'setfenv' cannot change environment of given object");
        }
        if (number < 0 || number > frameCount) {
            throw Args.wrong(1, "invalid level");
        }
        return frames[frameCount - number];
    }

    /** The function of the unit that has called the library function that is running; null where it has not been noted. */
    public @Nullable Closure caller() {
        Closure noted = frameCount == 0 ? null : frames[frameCount - 1];
        return noted != null && Positions.level(1).loader() == noted.getClass().getClassLoader() ? noted : null;
    }

    /**
     * The globals of the function at a level; those of the execution for a library's, for what has called the unit, and for
     * functions of which that is not known.
     */
    public Table environment(int level) {
        int number = level == 0 ? 0 : level < 0 ? -1 : Positions.functions(level);
        return number == 0 || number == Positions.NOT_NOTED ? globals : caller(level).env;
    }

    /** What all executions share. */
    Libraries libraries() {
        return libraries;
    }

    /** The methods and the metatable of strings. */
    Strings strings() {
        if (strings == null) {
            strings = new Strings(this, libraries);
        }
        return strings;
    }

    /** The metatable of strings, as this execution has it; nil where it has taken it away. */
    public LuaValue stringMetatable() {
        return strings().metatable();
    }

    /** Gives all strings of this execution a metatable, or, for nil, none. */
    public void stringMetatable(LuaValue metatable) {
        strings().metatable(metatable);
    }

    /** A shared table, as this execution has it. */
    @SuppressWarnings("ReferenceEquality") // A table is equal to itself alone.
    public View view(ReadOnlyTable of) {
        ReadOnlyTable shared = libraries.current(of);
        if (shared == libraries.strings()) {
            return strings().methods();
        }
        for (int i = 0; i < viewCount; i++) {
            if (views[i].shared() == shared) {
                return views[i];
            }
        }
        View view = new View(shared);
        if (viewCount == views.length) {
            views = Arrays.copyOf(views, viewCount + 8);
        }
        views[viewCount++] = view;
        return view;
    }

    /** All views that it has made. */
    List<View> views() {
        List<View> all = new ArrayList<>(Arrays.asList(views).subList(0, viewCount));
        all.add(globals);
        all.add(strings().methods());
        if (strings().metatable() instanceof View metatable) {
            all.add(metatable);
        }
        return all;
    }

    /** Its copies of what init units have left. */
    Thawing thawing() {
        if (thawing == null) {
            thawing = new Thawing(this);
        }
        return thawing;
    }

    /** What later executions are to find, where this one is of an init unit and has come to its end. */
    public Libraries freeze() {
        return Freezer.freeze(this);
    }
}
