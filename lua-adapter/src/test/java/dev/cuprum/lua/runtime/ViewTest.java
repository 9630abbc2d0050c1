package dev.cuprum.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

final class ViewTest {

    private static final LuaString SHARED = LuaString.valueOf("shared");
    private static final LuaString OTHER = LuaString.valueOf("other");
    private static final LuaString COMPUTED = LuaString.valueOf("computed");
    private static final LuaString MINE = LuaString.valueOf("mine");
    private static final LuaString OWN = LuaString.valueOf("own");
    private static final LuaString SELF = LuaString.valueOf("_G");

    private int readings;

    private final ReadOnlyTable globals = new ReadOnlyTable("_G")
            .with("shared", Num.of(1))
            .with("other", Num.of(2))
            .computed("computed", () -> Num.of(++readings))
            .own("_G", view -> view)
            .own("mine", view -> new Table())
            .seal();
    private final View environment = new View(globals);

    private static List<String> keys(Table table) {
        List<String> keys = new ArrayList<>();
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); ) {
            keys.add(entry.arg1().tojstring());
            entry = table.next(entry.arg1());
        }
        return keys;
    }

    @Test
    void readsWhatIsShared() {
        assertThat(environment.get(SHARED)).isEqualTo(Num.of(1));
        assertThat(environment.get((LuaValue) SHARED)).isEqualTo(Num.of(1));
        assertThat(environment.rawget(SHARED)).isEqualTo(Num.of(1));
        assertThat(environment.get(OWN)).isEqualTo(LuaValue.NIL);
    }

    @Test
    void keepsItsOwnToItself() {
        environment.set(OWN, Num.of(3));
        environment.set(SHARED, Num.of(4));
        assertThat(environment.get(OWN)).isEqualTo(Num.of(3));
        assertThat(environment.get(SHARED)).isEqualTo(Num.of(4));
        assertThat(environment.get(OTHER)).isEqualTo(Num.of(2));
        View another = new View(globals);
        assertThat(another.get(OWN)).isEqualTo(LuaValue.NIL);
        assertThat(another.get(SHARED)).isEqualTo(Num.of(1));
        assertThat(globals.get(SHARED)).isEqualTo(Num.of(1));
    }

    @Test
    void manyGlobalsStayItsOwn() {
        for (int i = 0; i < 1000; i++) {
            environment.set(LuaString.valueOf("own" + i), Num.of(i));
        }
        assertThat(environment.get(LuaString.valueOf("own999"))).isEqualTo(Num.of(999));
        assertThat(environment.get(SELF)).isSameAs(environment);
        assertThat(keys(globals)).containsExactlyInAnyOrder("shared", "other");
    }

    @Test
    void hidesWhatIsSetToNil() {
        environment.set(SHARED, LuaValue.NIL);
        assertThat(environment.get(SHARED)).isEqualTo(LuaValue.NIL);
        assertThat(keys(environment)).containsExactlyInAnyOrder("other", "_G", "mine");
        assertThat(globals.get(SHARED)).isEqualTo(Num.of(1));
    }

    @Test
    void isItsOwnUnderscoreG() {
        assertThat(environment.get(SELF)).isSameAs(environment);
        assertThat(environment.rawget(SELF)).isSameAs(environment);
        environment.set(OWN, Num.of(3));
        assertThat(environment.get(SELF)).isSameAs(environment);
        environment.set(SELF, LuaValue.NIL);
        assertThat(environment.get(SELF)).isEqualTo(LuaValue.NIL);
    }

    @Test
    void underscoreGCanBeTheFirstToBeSet() {
        environment.set(SELF, LuaValue.NIL);
        assertThat(environment.get(SELF)).isEqualTo(LuaValue.NIL);
    }

    @Test
    void showsWhatIsSharedAndItsOwn() {
        assertThat(keys(environment)).containsExactlyInAnyOrder("shared", "other", "_G", "mine");
        environment.set(OWN, Num.of(3));
        assertThat(keys(environment)).containsExactlyInAnyOrder("shared", "other", "_G", "mine", "own");
    }

    @Test
    void canBeChangedDuringATraversal() {
        int seen = 0;
        for (Varargs entry = environment.next(LuaValue.NIL); !entry.arg1().isnil(); seen++) {
            environment.set(entry.arg1(), Num.of(7));
            entry = environment.next(entry.arg1());
        }
        assertThat(seen).isEqualTo(4);
        assertThat(environment.get(OTHER)).isEqualTo(Num.of(7));
    }

    @Test
    void computesAtEachReading() {
        assertThat(environment.get(COMPUTED)).isEqualTo(Num.of(1));
        assertThat(environment.get((LuaValue) COMPUTED)).isEqualTo(Num.of(2));
        assertThat(environment.rawget(COMPUTED)).isEqualTo(LuaValue.NIL);
        environment.set(COMPUTED, OWN);
        assertThat(environment.get(COMPUTED)).isEqualTo(OWN);
    }

    @Test
    void makesItsOwnOnce() {
        LuaValue made = environment.get(MINE);
        assertThat(made).isInstanceOf(Table.class);
        assertThat(environment.rawget(MINE)).isSameAs(made);
        environment.set(OWN, OWN);
        assertThat(environment.get(MINE)).isSameAs(made);
        assertThat(new View(globals).rawget(MINE)).isInstanceOf(Table.class).isNotSameAs(made);
        assertThat(globals.rawget(MINE)).isEqualTo(LuaValue.NIL);
    }

    @Test
    void whatItWouldMakeCanBeRemovedBeforeAnyoneAsks() {
        environment.set(MINE, LuaValue.NIL);
        assertThat(environment.get(MINE)).isEqualTo(LuaValue.NIL);
        environment.set(OTHER, LuaValue.NIL);
        assertThat(environment.get(MINE)).isEqualTo(LuaValue.NIL);
    }

    @Test
    void aMetatableIsAskedForWhatIsNowhere() {
        Table meta = new Table();
        Table defaults = new Table();
        Table written = new Table();
        defaults.set(OWN, Num.of(9));
        meta.set(LuaValue.INDEX, defaults);
        meta.set(LuaValue.NEWINDEX, written);
        environment.setmetatable(meta);
        assertThat(environment.get(SHARED)).isEqualTo(Num.of(1));
        assertThat(environment.get(OWN)).isEqualTo(Num.of(9));
        environment.set(OWN, Num.of(5));
        assertThat(environment.rawget(OWN)).isEqualTo(LuaValue.NIL);
        assertThat(written.get(OWN)).isEqualTo(Num.of(5));
        environment.set(SHARED, Num.of(6));
        assertThat(environment.get(SHARED)).isEqualTo(Num.of(6));
        assertThat(new View(globals).get(SHARED)).isEqualTo(Num.of(1));
    }

    @Test
    void theSharedTableRefusesChanges() {
        assertThatThrownBy(() -> globals.set(OWN, Num.of(1)))
                .hasMessageStartingWith("_G is read-only: 'own' cannot be set");
        assertThatThrownBy(() -> globals.set(SHARED, Num.of(1))).hasMessageContaining("read-only");
        assertThatThrownBy(() -> globals.rawset(SHARED, Num.of(1))).hasMessageContaining("read-only");
        assertThatThrownBy(() -> globals.set(1, Num.of(1))).hasMessageContaining("read-only");
        assertThatThrownBy(() -> globals.setmetatable(new Table())).hasMessageContaining("read-only");
    }

    @Test
    void theSharedTableShowsNoComputedFields() {
        assertThat(keys(globals)).containsExactlyInAnyOrder("shared", "other");
        assertThat(globals.rawget(COMPUTED)).isEqualTo(LuaValue.NIL);
        assertThat(globals.get(COMPUTED)).isEqualTo(Num.of(1));
        assertThat(globals.has(COMPUTED)).isTrue();
        assertThat(globals.has(OWN)).isFalse();
    }
}
