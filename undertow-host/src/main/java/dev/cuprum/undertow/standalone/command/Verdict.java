package dev.cuprum.undertow.standalone.command;

import dev.cuprum.unit.Problem;
import java.util.List;

/** What a control plane says to a release. */
sealed interface Verdict {

    /**
     * It is published.
     *
     * @param warnings what is likely a mistake all the same
     */
    record Published(long generation, List<String> warnings) implements Verdict {
        public Published {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * It is refused, and nothing has changed.
     *
     * @param detail why, in one sentence
     * @param problems each thing that is wrong, with its place in the release
     */
    record Refused(String detail, List<Problem> problems) implements Verdict {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
