package dev.cuprum.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaEngine;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LuaSourceTest {

    private final LuaCalls calls = new LuaCalls();

    @AfterEach
    void close() {
        calls.close();
    }

    @ParameterizedTest
    @EnumSource
    void returnsTheSameAtEveryCall(LuaSource source) {
        calls.publish(source.wireName(), source.unit());

        String first = calls.run(source.wireName(), 1);

        assertThat(first).isNotEmpty().isNotEqualTo("nil");
        assertThat(calls.run(source.wireName(), 3)).isEqualTo(first);
    }

    static Stream<String> hostile() {
        Map<String, String> all = new TreeMap<>(HostileUnits.endless());
        all.putAll(HostileUnits.greedy());
        return all.values().stream();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileUnitsCompile(String code) throws Exception {
        assertThat(new LuaEngine().compile(ComputingUnit.of("hostile", Phase.CONTENT, code)))
                .isNotNull();
    }
}
