package dev.cuprum.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cuprum.store.Release.Precondition;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SnapshotTest {

    private static final UnitId A = UnitId.of("a");

    private static ComputingUnit unit(String id) {
        return ComputingUnit.of(id, Phase.REWRITE, "x");
    }

    private static ComputingUnit unit(String id, String fallback) {
        return ComputingUnit.builder(UnitId.of(id), Phase.REWRITE, "x")
                .fallback(UnitId.of(fallback))
                .build();
    }

    private static Snapshot of(ComputingUnit... units) {
        return Snapshot.EMPTY.with(Release.put(units), 1);
    }

    private static List<String> problems(Snapshot snapshot, Release release) {
        return catchThrowableOfType(InvalidUnitException.class, () -> snapshot.with(release, 2)).problems().stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void releasesBringTheirUnitsAVersion() {
        Snapshot one = of(unit("a"), unit("b"));

        Snapshot two = one.with(
                Release.builder().put(unit("b")).put(unit("c")).delete(A).build(), 2);

        assertThat(two.generation()).isEqualTo(2);
        assertThat(two.units().keySet()).extracting(UnitId::value).containsExactly("b", "c");
        assertThat(two.units().values()).extracting(StoredUnit::etag).containsExactly("b.2", "c.2");
        assertThat(one.units().values()).extracting(StoredUnit::etag).containsExactly("a.1", "b.1");
    }

    @Test
    void fallbacksMustBeThere() {
        assertThat(problems(Snapshot.EMPTY, Release.put(unit("a", "b"))))
                .containsExactly("fallback: unit 'a' falls back to 'b', which does not exist; publish 'b' first, or in"
                        + " the same release");
        assertThat(of(unit("a", "b"), unit("b")).units()).hasSize(2);
    }

    @Test
    void fallbacksMustBeOfTheSamePhase() {
        ComputingUnit other = ComputingUnit.of("b", Phase.ACCESS, "x");

        assertThat(problems(of(other), Release.put(unit("a", "b"))))
                .containsExactly("fallback: unit 'a' (rewrite) falls back to 'b', which is for access; both must be of"
                        + " one phase");
        assertThat(problems(of(unit("a", "b"), unit("b")), Release.put(other)).get(0))
                .startsWith("phase: unit 'a' (rewrite) falls back to 'b'");
    }

    @Test
    void fallbacksMustNotRunInACircle() {
        assertThat(problems(of(unit("a", "b"), unit("b", "c"), unit("c")), Release.put(unit("c", "a"))))
                .containsExactly("fallback: the fallbacks run in a circle: c -> a -> b -> c; the last of them must fail"
                        + " open or closed");
        assertThat(problems(Snapshot.EMPTY, Release.put(unit("a", "b"), unit("b", "a"))))
                .hasSize(2);
    }

    @Test
    void unitsThatLeadIntoACircleAreNotToBlameForIt() {
        assertThat(problems(of(unit("a", "b"), unit("b")), Release.put(unit("b", "c"), unit("c", "b"))))
                .allSatisfy(problem -> assertThat(problem).contains("in a circle"))
                .hasSize(2);
    }

    @Test
    void fallbacksOfOthersCannotBeDeleted() {
        Snapshot snapshot = of(unit("a", "b"), unit("b"), unit("c"));
        Release release =
                Release.builder().delete(UnitId.of("c")).delete(UnitId.of("b")).build();

        assertThat(problems(snapshot, release).get(0)).startsWith("delete[1]: unit 'a' falls back to 'b'");
        assertThat(snapshot.with(Release.delete(A, UnitId.of("b")), 2).units()).hasSize(1);
    }

    @Test
    void unitsAreNamedOnceInARelease() {
        Release release = Release.builder()
                .put(unit("b"))
                .put(unit("b"))
                .put(unit("a"))
                .delete(A)
                .delete(A)
                .delete(UnitId.of("ghost"))
                .build();

        assertThat(problems(of(unit("a")), release))
                .containsExactly(
                        "delete[1]: the unit 'a' is named more than once in this release",
                        "delete[2]: there is no unit 'ghost'",
                        "put[1].id: the unit 'b' is named more than once in this release",
                        "put[2].id: the unit 'a' is named more than once in this release");
    }

    @Test
    void preconditionsAreOfTheUnitsThereAre() {
        Snapshot snapshot = of(unit("a"));
        Precondition absent = new Precondition.Absent();
        Precondition any = new Precondition.Matches(List.of());

        assertRefused(snapshot, A, absent, "there is a unit 'a' already: \"a.1\"");
        assertRefused(snapshot, A, new Precondition.Matches(List.of("a.0", "x")), "it is \"a.1\" now");
        assertRefused(snapshot, UnitId.of("b"), any, "there is no unit 'b'");
        assertAccepted(snapshot, A, any);
        assertAccepted(snapshot, A, new Precondition.Matches(List.of("x", "a.1")));
        assertAccepted(snapshot, UnitId.of("b"), absent);
    }

    private static Release requiring(UnitId id, Precondition precondition) {
        return Release.builder().put(unit("z")).require(id, precondition).build();
    }

    private static void assertRefused(Snapshot snapshot, UnitId id, Precondition precondition, String message) {
        assertThatExceptionOfType(PreconditionFailedException.class)
                .isThrownBy(() -> snapshot.with(requiring(id, precondition), 2))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.id()).isEqualTo(id));
    }

    private static void assertAccepted(Snapshot snapshot, UnitId id, Precondition precondition) {
        assertThat(snapshot.with(requiring(id, precondition), 2).generation()).isEqualTo(2);
    }

    @Test
    void restoringKeepsTheVersionsOfWhatDidNotChange() {
        Snapshot one = of(unit("a"), unit("b"));
        Snapshot two = one.with(
                Release.builder()
                        .put(ComputingUnit.of("a", Phase.REWRITE, "worse"))
                        .put(unit("c"))
                        .build(),
                2);

        Snapshot three = one.restoredOver(two, 3);

        assertThat(three.units().values()).extracting(StoredUnit::etag).containsExactly("a.3", "b.1");
    }
}
