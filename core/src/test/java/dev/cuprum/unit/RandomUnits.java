package dev.cuprum.unit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes units by chance, all different and all valid, for tests that must hold for every unit. */
public final class RandomUnits {

    private static final String[] SEGMENTS = {"a", "b", "ab", "api", "v1", "x-y", "é", "a.b"};
    private static final String[] EXPRESSIONS = {
        "^/a",
        "^/ab?",
        "^/(a|b)",
        "^/api/v[0-9]+",
        "b$",
        "a*",
        "^/a{2}",
        "^/a|/b",
        "^/ab+",
        "^/$",
        "x-y",
        "^/a\\.b",
        "."
    };
    private static final String[] HOSTS = {"example.org", "a.example.org", "b.a.example.org", "localhost", "org"};
    private static final String[] METHODS = {"GET", "POST", "PURGE", "get"};

    private final Random random;
    private int made;

    public RandomUnits(long seed) {
        this.random = new Random(seed);
    }

    /** A unit with something by chance in every field. */
    public ComputingUnit next() {
        UnitId id = UnitId.of("u" + made++);
        Phase phase = pick(Phase.values());
        ComputingUnit.Builder unit = ComputingUnit.builder(id, phase, text() + "x")
                .language(pick("lua", "js"))
                .order(random.nextInt(7) - 3)
                .sampling(new Sampling(percent(), pick(Sampling.Mode.values()), pick("remote_addr", "cookie_uid")))
                .match(match())
                .nodes(some(2, () -> NodeSelector.parse(pick("one", "two", "region=eu", "tier=a=b"))))
                .limits(Limits.of(1 + random.nextInt(60_000), 1 + random.nextInt(1024)))
                .onFailure(pick(FailureMode.OPEN, FailureMode.CLOSED, FailureMode.ERROR))
                .enabled(random.nextBoolean());
        if (phase == Phase.SET) {
            unit.variable(pick("backend", "x1"));
        }
        if (random.nextInt(3) == 0) {
            unit.fallback(UnitId.of("other"));
        }
        if (random.nextBoolean()) {
            unit.expiresAt(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
        }
        return unit.build();
    }

    /** A match that is for some of the requests of {@link #host}, {@link #path} and {@link #method}. */
    public Match match() {
        return new Match(
                some(2, () -> HostPattern.parse(hostPattern())),
                some(3, () -> PathPattern.parse(pathPattern())),
                some(2, () -> pick(METHODS)),
                random.nextInt(4) == 0 ? some(2, () -> pick("/", "= /x", "@named")) : List.of());
    }

    public String host() {
        return pick(HOSTS);
    }

    public String method() {
        return pick(METHODS);
    }

    public String path() {
        StringBuilder path = new StringBuilder("/");
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append(pick(SEGMENTS)).append(random.nextBoolean() ? "/" : "");
        }
        return path.toString();
    }

    private String hostPattern() {
        return switch (random.nextInt(3)) {
            case 0 -> host();
            case 1 -> "*." + host();
            default -> "~ " + pick("^a", "EXAMPLE", "[.]org$", "^.$");
        };
    }

    private String pathPattern() {
        return switch (random.nextInt(4)) {
            case 0 -> "= " + path();
            case 1 -> "~ " + pick(EXPRESSIONS);
            case 2 -> "~* " + pick(EXPRESSIONS);
            default -> path();
        };
    }

    private double percent() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 100;
            case 2 -> random.nextInt(100);
            default -> random.nextDouble() * 100;
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.appendCodePoint(pick((int) 'a', (int) '"', (int) '\\', (int) '\n', 0, 0x7f, 0xe9, 0x2028, 0x1f600));
        }
        return text.toString();
    }

    private <T> List<T> some(int most, Supplier<T> maker) {
        List<T> result = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            result.add(maker.get());
        }
        return result;
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
