package dev.cuprum.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

final class TableTest {

    private static final LuaString A = string("a");
    private static final LuaString B = string("b");

    private final Table table = new Table();

    private static LuaString string(String text) {
        return LuaString.valueOf(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Num num(double number) {
        return Num.of(number);
    }

    private static List<LuaValue> keys(Table table) {
        List<LuaValue> keys = new ArrayList<>();
        for (int i = table.following(0); i != 0; i = table.following(i)) {
            keys.add(table.keyAt(i));
        }
        return keys;
    }

    @Test
    void findsStringsByTheirBytes() {
        table.set(string("key"), num(1));
        assertThat(table.get(string("key"))).isEqualTo(num(1));
        assertThat(table.get((LuaValue) string("key"))).isEqualTo(num(1));
        assertThat(table.rawget(string("kez"))).isEqualTo(LuaValue.NIL);
    }

    @Test
    void numbersAreKeysByTheirValue() {
        table.set(num(2), A);
        table.set(2.5, B);
        assertThat(table.get(2)).isEqualTo(A);
        assertThat(table.get(2.0)).isEqualTo(A);
        assertThat(table.rawget(2.5)).isEqualTo(B);
        assertThat(table.get((LuaValue) num(2.5))).isEqualTo(B);
        assertThat(table.get(string("2"))).isEqualTo(LuaValue.NIL);
    }

    @Test
    void zeroAndMinusZeroAreOneKey() {
        table.set(num(-0.0), A);
        assertThat(table.get(0)).isEqualTo(A);
        assertThat(keys(table)).extracting(LuaValue::tojstring).containsExactly("0");
        table.set(0.0, B);
        assertThat(table.get(num(-0.0))).isEqualTo(B);
    }

    @Test
    void nanAndNilCannotBeKeys() {
        assertThat(table.get(Double.NaN)).isEqualTo(LuaValue.NIL);
        assertThat(table.get(LuaValue.NIL)).isEqualTo(LuaValue.NIL);
        assertThatThrownBy(() -> table.set(Double.NaN, A)).hasMessage("table index is NaN");
        assertThatThrownBy(() -> table.rawset(num(Double.NaN), A)).hasMessage("table index is NaN");
        assertThatThrownBy(() -> table.set(LuaValue.NIL, A)).hasMessage("table index is nil");
    }

    @Test
    void otherKeysAreKnownByIdentity() {
        Table one = new Table();
        Object object = new Object();
        table.set(one, A);
        table.set(LuaValue.TRUE, B);
        table.set(new LuaUserdata(object), A);
        assertThat(table.get(one)).isEqualTo(A);
        assertThat(table.get(new Table())).isEqualTo(LuaValue.NIL);
        assertThat(table.get(LuaValue.TRUE)).isEqualTo(B);
        assertThat(table.get(LuaValue.FALSE)).isEqualTo(LuaValue.NIL);
        assertThat(table.get(new LuaUserdata(object))).isEqualTo(A);
    }

    @Test
    void behavesAsAMapUnderManyChanges() {
        Random random = new Random(1);
        Map<LuaValue, LuaValue> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            int n = random.nextInt(600);
            LuaValue key = random.nextBoolean() ? string("k" + n) : num(n / 2.0 - 20);
            LuaValue value = random.nextInt(3) == 0 ? LuaValue.NIL : num(i);
            table.set(key, value);
            if (value.isnil()) {
                expected.remove(key);
            } else {
                expected.put(key, value);
            }
            assertThat(table.get(key)).isEqualTo(value);
        }
        Map<LuaValue, LuaValue> found = new HashMap<>();
        for (int i = table.following(0); i != 0; i = table.following(i)) {
            found.put(table.keyAt(i), table.valueAt(i));
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void measuresWhatIsPushedAndPopped() {
        for (int i = 1; i <= 1000; i++) {
            table.set(table.rawlen() + 1, num(i));
            assertThat(table.rawlen()).isEqualTo(i);
        }
        for (int i = 1000; i > 0; i--) {
            table.set(i, LuaValue.NIL);
            assertThat(table.len()).isEqualTo(num(i - 1));
        }
    }

    @Test
    void measuresWhatIsFilledBackwards() {
        for (int i = 100; i > 0; i--) {
            table.set(num(i), num(i));
        }
        assertThat(table.rawlen()).isEqualTo(100);
    }

    @Test
    void traversesThePositionsFirst() {
        table.set(A, num(1));
        table.set(2, num(2));
        table.set(1, num(1));
        table.set(3, num(3));
        table.set(4, num(4));
        assertThat(keys(table)).containsExactly(num(1), num(2), num(3), num(4), A);
        Varargs last = table.next(num(4));
        assertThat(last.arg(1)).isEqualTo(A);
        assertThat(last.arg(2)).isEqualTo(num(1));
        assertThat(table.next(A).arg1()).isEqualTo(LuaValue.NIL);
    }

    @Test
    void fieldsMayBeChangedAndRemovedDuringATraversal() {
        for (int i = 0; i < 100; i++) {
            table.set(string("k" + i), num(i));
            table.set(i, num(i));
        }
        int seen = 0;
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); seen++) {
            table.set(entry.arg1(), seen % 2 == 0 ? LuaValue.NIL : A);
            entry = table.next(entry.arg1());
        }
        assertThat(seen).isEqualTo(200);
        assertThat(keys(table)).hasSize(100);
    }

    @Test
    void nextRefusesAKeyThatHasNeverBeenThere() {
        assertThatThrownBy(() -> table.next(A)).hasMessage("invalid key to 'next'");
        assertThatThrownBy(() -> table.next(num(7))).hasMessage("invalid key to 'next'");
    }

    @Test
    void tablesOfOneShapeDoNotSeeEachOther() {
        Shape shape = Shape.of(A, B);
        Table one = new Table(shape);
        Table two = new Table(shape, 3);
        one.initialise(shape.slotOf(0), num(1));
        two.initialise(shape.slotOf(1), num(2));
        one.set(string("c"), num(3));
        assertThat(one.get(A)).isEqualTo(num(1));
        assertThat(one.get(B)).isEqualTo(LuaValue.NIL);
        assertThat(one.get(string("c"))).isEqualTo(num(3));
        assertThat(two.get(A)).isEqualTo(LuaValue.NIL);
        assertThat(two.get(B)).isEqualTo(num(2));
        assertThat(two.get(string("c"))).isEqualTo(LuaValue.NIL);
        assertThat(keys(new Table(shape))).isEmpty();
    }

    @Test
    void aShapeHasTheConstantsOfItsConstructor() {
        ShapeBuilder builder = new ShapeBuilder();
        builder.positional(num(10));
        builder.positional(null);
        builder.keyed(A, num(1));
        builder.keyed(B, null);
        Shape shape = builder.build();
        Table made = new Table(shape);
        made.append(2, num(20));
        made.initialise(shape.slotOf(1), num(2));
        assertThat(made.rawlen()).isEqualTo(2);
        assertThat(made.get(1)).isEqualTo(num(10));
        assertThat(made.get(A)).isEqualTo(num(1));
        assertThat(made.get(B)).isEqualTo(num(2));
        made.set(1, A);
        made.set(A, B);
        Table next = new Table(shape);
        assertThat(next.get(1)).isEqualTo(num(10));
        assertThat(next.get(2)).isEqualTo(LuaValue.NIL);
        assertThat(next.get(A)).isEqualTo(num(1));
        assertThat(next.get(B)).isEqualTo(LuaValue.NIL);
    }

    @Test
    void aConstructorMayEndWithSeveralValues() {
        Table made = new Table(2, 0);
        made.append(1, A);
        made.appendAll(2, LuaValue.varargsOf(new LuaValue[] {num(2), num(3), num(4)}));
        made.appendAll(5, LuaValue.NONE);
        assertThat(made.rawlen()).isEqualTo(4);
        assertThat(made.get(4)).isEqualTo(num(4));
    }

    @Test
    void aConstructorMayHaveMorePositionsThanItHasRoomFor() {
        for (int i = 1; i <= 5; i++) {
            table.append(i, num(i));
        }
        assertThat(table.rawlen()).isEqualTo(5);
    }

    @Test
    void asksTheMetatableForWhatIsMissing() {
        Table meta = new Table();
        Table more = new Table();
        more.set(A, num(1));
        table.setmetatable(meta);
        assertThat(table.get(A)).isEqualTo(LuaValue.NIL);
        meta.set(LuaValue.INDEX, more);
        assertThat(table.get(A)).isEqualTo(num(1));
        assertThat(table.get((LuaValue) A)).isEqualTo(num(1));
        assertThat(table.rawget(A)).isEqualTo(LuaValue.NIL);
        more.set(3, B);
        assertThat(table.get(3)).isEqualTo(B);
        assertThat(table.get(3.0)).isEqualTo(B);
        table.setmetatable(LuaValue.NIL);
        assertThat(table.get(A)).isEqualTo(LuaValue.NIL);
        assertThat(table.getmetatable()).isNull();
    }

    @Test
    void hasTheMetatableSetOnlyWhatIsMissing() {
        Table meta = new Table();
        Table other = new Table();
        meta.set(LuaValue.NEWINDEX, other);
        table.set(A, num(1));
        table.set(1, num(1));
        table.setmetatable(meta);
        table.set(A, num(2));
        table.set(1, num(2));
        table.set(B, num(3));
        table.set(2, num(3));
        assertThat(table.rawget(A)).isEqualTo(num(2));
        assertThat(table.rawget(1)).isEqualTo(num(2));
        assertThat(table.rawget(B)).isEqualTo(LuaValue.NIL);
        assertThat(other.rawget(B)).isEqualTo(num(3));
        assertThat(other.rawget(2)).isEqualTo(num(3));
        table.rawset(B, num(4));
        assertThat(table.get(B)).isEqualTo(num(4));
    }

    @Test
    void noticesAMetamethodThatComesAndGoes() {
        Table meta = new Table();
        table.setmetatable(meta);
        for (int i = 0; i < 3; i++) {
            assertThat(table.metamethod(Table.CALL_BIT, LuaValue.CALL)).isEqualTo(LuaValue.NIL);
            assertThat(table.metatag(LuaValue.CALL)).isEqualTo(LuaValue.NIL);
            meta.set(LuaValue.CALL, A);
            assertThat(table.metamethod(Table.CALL_BIT, LuaValue.CALL)).isEqualTo(A);
            assertThat(table.metatag(LuaValue.CALL)).isEqualTo(A);
            meta.set((LuaValue) LuaValue.CALL, LuaValue.NIL);
        }
    }

    /** Knows only what it is asked for. */
    private static final class Asked extends Table {

        private final List<String> calls = new ArrayList<>();

        Asked() {
            super(false);
        }

        @Override
        public LuaValue get(LuaValue key) {
            calls.add("get " + key);
            return A;
        }

        @Override
        public LuaValue rawget(LuaValue key) {
            calls.add("rawget " + key);
            return B;
        }

        @Override
        public void set(LuaValue key, LuaValue value) {
            calls.add("set " + key);
        }

        @Override
        public void rawset(LuaValue key, LuaValue value) {
            calls.add("rawset " + key);
        }
    }

    @Test
    void aSubclassIsAskedWhicheverMethodIsCalled() {
        Asked asked = new Asked();
        assertThat(List.of(asked.get(A), asked.get(1), asked.get(1.5), asked.get("a")))
                .containsOnly(A);
        assertThat(List.of(asked.rawget(A), asked.rawget(1), asked.rawget(1.5))).containsOnly(B);
        asked.set(A, B);
        asked.set(1, B);
        asked.set(1.5, B);
        asked.rawset(A, B);
        asked.rawset(1, B);
        asked.rawset(1.5, B);
        assertThat(asked.calls)
                .containsExactly(
                        "get a",
                        "get 1",
                        "get 1.5",
                        "get a",
                        "rawget a",
                        "rawget 1",
                        "rawget 1.5",
                        "set a",
                        "set 1",
                        "set 1.5",
                        "rawset a",
                        "rawset 1",
                        "rawset 1.5");
    }

    /** Strings with one hash: Lua's hash of a long string leaves out most of its bytes. */
    private static LuaString colliding(int i) {
        StringBuilder text = new StringBuilder("x".repeat(200));
        String number = String.valueOf(i);
        for (int digit = 0; digit < number.length(); digit++) {
            text.setCharAt(4 + 7 * digit, number.charAt(digit));
        }
        return string(text.toString());
    }

    private static void run(Limits limits, Runnable work) {
        ComputingUnit unit = ComputingUnit.builder(UnitId.of("unit"), Phase.CONTENT, "return")
                .build();
        Budget budget = new Budget();
        budget.start(limits);
        budget.hint();
        Execution execution =
                new Execution(unit, MemoryExchange.of("GET", "/"), budget, (by, on, level, message) -> {});
        ReadOnlyTable nothing = new ReadOnlyTable("nothing").seal();
        Libraries libraries = new Libraries(nothing, nothing, nothing);
        try (LuaRun run = LuaRun.begin(execution, libraries)) {
            run.budget().poll();
            work.run();
        }
    }

    @Test
    void collidingStringsEndWithTheTimeBudget() {
        assertThat(colliding(12345).hashCode()).isEqualTo(colliding(54321).hashCode());
        assertThatExceptionOfType(LimitExceededError.class)
                .isThrownBy(() -> run(Limits.of(50, 512), () -> {
                    for (int i = 0; ; i++) {
                        table.set(colliding(i), A);
                        LuaRun.current().budget().hint();
                    }
                }))
                .withMessageContaining("ms budget used up");
    }

    @Test
    void refusesSizesThatNoTableHas() {
        assertThatThrownBy(() -> new Table(Integer.MAX_VALUE, 0)).hasMessage("table overflow");
        assertThatThrownBy(() -> new Table(0, Integer.MAX_VALUE)).hasMessage("table overflow");
    }

    @Test
    void growthEndsWithTheMemoryBudget() {
        assertThatExceptionOfType(LimitExceededError.class)
                .isThrownBy(() -> run(Limits.of(10_000, 1), () -> new Table(100_000_000, 0)));
        assertThatExceptionOfType(LimitExceededError.class)
                .isThrownBy(() -> run(Limits.of(10_000, 1), () -> {
                    for (int i = 1; ; i++) {
                        table.set(i, A);
                    }
                }));
    }
}
