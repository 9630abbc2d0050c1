package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cuprum.engine.EngineThread;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contexts that live in a thread of units. */
final class ResidentContextTest {

    private static final Outcome DONE = Outcome.Completed.INSTANCE;

    /** A thread that takes what engines leave with it. */
    private static final class Home extends Thread implements EngineThread {
        private @Nullable Resident resident;
        private boolean takes = true;

        Home(Runnable body) {
            super(body);
        }

        @Override
        public @Nullable Resident resident() {
            return resident;
        }

        @Override
        public void resident(@Nullable Resident left) {
            resident = left;
        }

        @Override
        public boolean takesResidents() {
            return takes;
        }

        @Override
        public void takesResidents(boolean takesThem) {
            takes = takesThem;
        }

        /** What the thread of units does before it rests. */
        void rest() {
            Resident left = resident;
            resident = null;
            if (left != null) {
                left.dismissed();
            }
        }
    }

    private static void atHome(Consumer<Home> body) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        new Home(() -> {
                    try {
                        body.accept((Home) Thread.currentThread());
                        ended.complete(null);
                    } catch (RuntimeException | Error e) {
                        ended.completeExceptionally(e);
                    }
                })
                .start();
        ended.join();
    }

    private static Outcome run(Scripted units, Limits limits, String code) {
        ComputingUnit unit = Scripted.unit(Phase.REWRITE, limits, code);
        return units.run(unit, units.compile(unit), MemoryExchange.of("GET", "/"));
    }

    private static Outcome run(Scripted units) {
        return run(units, Scripted.ROOMY, "export default () => {};");
    }

    @Test
    void staysFromOneExecutionToTheNextUntilTheThreadRests() {
        try (Scripted units = new Scripted()) {
            atHome(home -> {
                assertThat(run(units)).isEqualTo(DONE);
                EngineThread.Resident first = home.resident();
                assertThat(first).isInstanceOf(Realm.class);

                assertThat(run(units, Scripted.ROOMY, "export default ({ respond }) => respond(204);"))
                        .isEqualTo(new Outcome.Exited(204));
                assertThat(home.resident()).isSameAs(first);

                home.rest();
                // Another thread could not run anything in a context that this one is in.
                CompletableFuture.runAsync(() -> assertThat(run(units)).isEqualTo(DONE))
                        .join();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export default () => { for (;;); };",
                "export default async () => { await new Promise((done) => setTimeout(done, 60000)); };",
            })
    void oneInWhichAnExecutionWasStoppedIsLeft(String code) {
        try (Scripted units = new Scripted()) {
            atHome(home -> {
                assertThat(run(units)).isEqualTo(DONE);
                EngineThread.Resident first = home.resident();

                assertThat(run(units, Limits.of(50, 256), code)).isInstanceOf(Outcome.TimedOut.class);

                assertThat(Thread.interrupted()).isFalse();
                assertThat(run(units)).isEqualTo(DONE);
                if (code.contains("for")) {
                    assertThat(home.resident()).isNotSameAs(first);
                }
                home.rest();
            });
        }
    }

    @Test
    void isClosedWithItsEngine() {
        Scripted units = new Scripted();
        ComputingUnit unit = Scripted.unit(Phase.REWRITE, Scripted.ROOMY, "export default () => {};");
        atHome(home -> {
            var compiled = units.compile(unit);
            assertThat(units.run(unit, compiled, MemoryExchange.of("GET", "/"))).isEqualTo(DONE);
            CompletableFuture.runAsync(units::close).join();

            assertThatIllegalStateException()
                    .isThrownBy(() -> units.run(unit, compiled, MemoryExchange.of("GET", "/")))
                    .withMessageContaining("has been closed");
            Realm realm = (Realm) home.resident();
            home.rest();
            assertThat(realm).isNotNull();
            assertThat(realm.isSound()).isFalse();
        });
    }

    @Test
    void isNotLeftWithAThreadThatTakesNone() {
        try (Scripted units = new Scripted()) {
            atHome(home -> {
                home.takesResidents(false);
                assertThat(run(units)).isEqualTo(DONE);
                assertThat(home.resident()).isNull();
            });
        }
    }

    @Test
    void givesWayToThatOfAnotherEngine() {
        try (Scripted units = new Scripted();
                Scripted others = new Scripted()) {
            atHome(home -> {
                assertThat(run(units)).isEqualTo(DONE);
                EngineThread.Resident first = home.resident();
                assertThat(run(others)).isEqualTo(DONE);
                assertThat(home.resident()).isInstanceOf(Realm.class).isNotSameAs(first);
                CompletableFuture.runAsync(() -> assertThat(run(units)).isEqualTo(DONE))
                        .join();
                home.rest();
            });
        }
    }

    @Test
    void freshContextsLiveNowhere() {
        try (Scripted units =
                new Scripted(PolyglotEngine.builder().freshContexts(true).build())) {
            atHome(home -> {
                assertThat(run(units)).isEqualTo(DONE);
                assertThat(home.resident()).isNull();
            });
        }
    }
}
