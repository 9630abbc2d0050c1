package dev.cuprum.undertow.standalone.log;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sends all that this process logs to one {@link LogWriter}. For the server's own process, not for a guest in another. */
public final class Logging {

    private Logging() {}

    /** Those of whom warnings are enough. Held, as the JVM forgets the level of a logger that nobody holds. */
    private static final class Quiet {
        static final List<Logger> LOGGERS = List.of(
                Logger.getLogger("io.undertow"),
                Logger.getLogger("org.xnio"),
                Logger.getLogger("org.jboss"),
                Logger.getLogger("io.netty"));

        /** The alarms of the store say what it warns of, and once. */
        static final Logger REDISSON = Logger.getLogger("org.redisson");
    }

    /** A manager of logs that goes on to log while the process ends. */
    public static final class Manager extends LogManager {

        /** The manager that the JVM makes, where it is told to by {@link #chooseManager}. */
        public Manager() {}

        @Override
        public void reset() {
            // called by the JVM at its end, when what is said of the end would be lost
        }
    }

    /** To be called before anything logs. */
    public static void chooseManager() {
        System.setProperty("java.util.logging.manager", Manager.class.getName());
        System.setProperty("org.jboss.logging.provider", "jdk");
    }

    /** From now on, whatever is logged is written by {@code writer}. */
    public static void install(LogWriter writer) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.INFO);
        root.addHandler(new ConsoleHandler(writer));
        quieten();
    }

    /** Lets libraries say no more than what somebody at the command line can use. */
    public static void quieten() {
        Quiet.LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
        Quiet.REDISSON.setLevel(Level.SEVERE);
    }
}
