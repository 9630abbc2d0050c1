package dev.cuprum.redis;

import java.nio.file.Path;
import java.util.List;

/** A redis-server that can be started. */
interface RedisProgram {

    /** One that runs. */
    interface Running {

        /** Whether it has not ended. */
        boolean isAlive();

        /** Ends it at once, as a crash does, and waits for the end. */
        void kill();

        /** Makes it stand still: connections stay open, and nothing is answered. */
        void pause();

        /** Lets it go on. */
        void resume();
    }

    /**
     * Starts it.
     *
     * @param folder that it may write to; what it prints is in the file {@code log} there
     */
    Running start(Path folder, List<String> arguments);
}
