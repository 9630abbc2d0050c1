package dev.cuprum.exec;

import static dev.cuprum.exec.Running.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.unit.ComputingUnit;
import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
final class LoggingListenerTest {

    private static final String BROKEN = "syntax error";

    private final Logger logger = Logger.getLogger("dev.cuprum.edge");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Running running = new Running();
    private final LoggingListener listener = new LoggingListener();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            lines.add(logged.getLevel() + " " + MessageFormat.format(logged.getMessage(), logged.getParameters()));
        }

        @Override
        public void flush() {
            // kept at once
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void close() {
        logger.removeHandler(handler);
        running.close();
    }

    private Catalog catalog(long generation, ComputingUnit... units) {
        running.with(Snapshot.EMPTY.with(Release.put(units), generation));
        return running.catalog();
    }

    private static String failure(String id, long generation) {
        return "SEVERE unit '" + id + "' of generation " + generation
                + " does not run here: code: line 1: unexpected symbol near 'error'; there is no older version to run";
    }

    @Test
    void tellsOfAGenerationAndOfEachOfItsFailuresOnce() {
        ComputingUnit good = unit("good", "x").build();
        ComputingUnit one = unit("one", BROKEN).build();
        ComputingUnit two = unit("two", BROKEN).build();

        Catalog first = catalog(1, good, one);
        listener.switched(Catalog.EMPTY, first);
        assertThat(lines).containsExactly("INFO generation 1 is live with 1 units", failure("one", 1));

        lines.clear();
        Catalog withdrawn = catalog(1, good, one, two);
        listener.switched(first, withdrawn);
        assertThat(lines).containsExactly(failure("two", 1));

        lines.clear();
        listener.switched(withdrawn, catalog(2, good, one));
        assertThat(lines).containsExactly("INFO generation 2 is live with 1 units", failure("one", 2));
    }
}
