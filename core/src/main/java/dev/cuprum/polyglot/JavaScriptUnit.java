package dev.cuprum.polyglot;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Source;

/** A unit in JavaScript: its source, which is evaluated once in each context that runs it. */
final class JavaScriptUnit implements CompiledUnit {

    private static final Pattern SECRET = Pattern.compile("#[0-9a-f]{16}(?=:\\d+:\\d+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    static final String MODULE = "application/javascript+module";

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.getAndIncrement();
    private final Realms realms;
    private final Phase phase;
    private final Source source;
    private final Set<Need> needs;

    JavaScriptUnit(Realms realms, ComputingUnit described, UnitSource unit) {
        phase = described.phase();
        this.realms = realms;
        source = Source.newBuilder("js", unit.text(), described.id() + "#" + secret())
                .mimeType(MODULE)
                .buildLiteral();
        EnumSet<Need> all = EnumSet.of(Need.OWN_THREAD);
        if (BodyUse.isIn(described.code())) {
            all.add(Need.REQUEST_BODY);
        }
        needs = Set.copyOf(all);
    }

    /** GraalVM keeps modules by their names: what no other unit can name, none can reach. Logs leave it out. */
    private static String secret() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
    }

    /** A text in which stacks name units as their authors do. */
    static String withoutSecrets(String text) {
        return text.indexOf('#') < 0 ? text : SECRET.matcher(text).replaceAll("");
    }

    /** Those that are compiled one after another have numbers one after another. */
    long number() {
        return number;
    }

    Phase phase() {
        return phase;
    }

    Source source() {
        return source;
    }

    /** The name of its source. */
    String name() {
        return source.getName();
    }

    @Override
    public Set<Need> needs() {
        return needs;
    }

    @Override
    public Outcome run(Execution execution) {
        Realm realm = realms.take();
        try {
            return realm.run(this, execution);
        } finally {
            realms.giveBack(realm);
        }
    }
}
