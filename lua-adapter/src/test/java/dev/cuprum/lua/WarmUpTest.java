package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    @Test
    void runsToItsEnd() {
        assertThat(WarmUp.run(new LuaEngine())).isEqualTo(new Outcome.Exited(200));
    }
}
