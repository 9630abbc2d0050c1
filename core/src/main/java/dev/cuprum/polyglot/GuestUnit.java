package dev.cuprum.polyglot;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import java.util.Set;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Source;

/** A unit in a language other than JavaScript. */
final class GuestUnit implements CompiledUnit {

    private static final Pattern BODY = Pattern.compile("\\bbody\\b");

    private final GuestContexts contexts;
    private final Source source;
    private final Set<Need> needs;

    GuestUnit(GuestContexts contexts, Source source, String code) {
        this.contexts = contexts;
        this.source = source;
        needs = BODY.matcher(code).find() ? Set.of(Need.OWN_THREAD, Need.REQUEST_BODY) : Set.of(Need.OWN_THREAD);
    }

    @Override
    public Set<Need> needs() {
        return needs;
    }

    @Override
    public Outcome run(Execution execution) {
        try (GuestContext context = contexts.take()) {
            return context.run(source, execution);
        }
    }
}
