package dev.cuprum.polyglot;

import dev.cuprum.engine.LogLevel;
import java.util.function.Consumer;
import org.graalvm.polyglot.Value;

/**
 * What an execution does besides running: it waits for timers and answers, and logs. Called on the thread that is in the
 * context.
 */
interface EventLoop {

    /**
     * Calls a function later, in this execution.
     *
     * @param callback the function
     * @param millis how much later, from 0
     * @return the timer's number, from 1
     */
    long setTimeout(Value callback, long millis);

    /** Forgets a timer; does nothing where there is none of that number. */
    void clearTimeout(long timer);

    /**
     * Announces something that happens elsewhere, for which this execution waits where it has nothing else to do.
     *
     * @return takes, once and on any thread, what is to be done in the context when it has happened; drops it where this
     *     execution has ended
     */
    Consumer<Runnable> expect();

    /** Writes to the log of the unit. */
    void log(LogLevel level, String text);
}
