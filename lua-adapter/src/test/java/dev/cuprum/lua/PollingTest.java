package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Library functions look at the budget while they work on something large. Time is told by the looks themselves: it is
 * up after some more of them than a short call takes.
 */
final class PollingTest {

    private static final int LOOKS = 30;
    private static final Limits LIMITS = Limits.of(100, 512);

    private final List<String> log = new ArrayList<>();
    private final Budget budget = new Budget(this::time);
    private boolean counting;
    private int looks;

    private long time() {
        if (!counting) {
            return 0;
        }
        budget.hint();
        return ++looks > LOOKS ? LIMITS.timeout().toNanos() : 0;
    }

    /** Runs what prepares outside time, and the call under it. */
    private Outcome run(String preparation, String call) throws Exception {
        String code = preparation + " print('begin') " + call + " print('end')";
        ComputingUnit unit = ComputingUnit.builder(UnitId.of("unit"), Phase.ACCESS, code)
                .limits(LIMITS)
                .build();
        var compiled = new LuaEngine(InstantSource.system()).compile(unit);
        budget.start(LIMITS);
        try {
            return compiled.run(new Execution(unit, MemoryExchange.of("GET", "/"), budget, (of, on, level, message) -> {
                log.add(message.replaceFirst("\\[lua] unit:\\d+: ", ""));
                counting = true;
                budget.hint();
            }));
        } finally {
            counting = false;
            budget.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "string.rep('x', 1e6)",
                "string.rep('', 1e6, 'x')",
                "s:rep(3)",
                "s:upper()",
                "s:lower()",
                "s:reverse()",
                "s:find(s)",
                "string.gsub('x', '()', s)",
                "string.gsub('x', 'x', empty)",
                "string.format(s)",
                "string.format('%q', s)",
                "tonumber(s, 36)",
                "tonumber((' '):rep(1000) .. s, 36)",
                "tonumber(spaces, 36)",
                "table.concat(list)",
                "table.sort(list)",
                "ngx.escape_uri(s)",
                "ngx.unescape_uri('%20' .. s)",
                "ngx.decode_args(('&'):rep(1000))",
                "ngx.encode_args({a = list})",
                "ngx.encode_args({a = refused})",
                "ngx.req.set_uri('/' .. s)",
                "ngx.req.set_uri_args(s)",
                "ngx.header.x = list",
                "ngx.header.x = s",
                "ngx.header[s] = 'x'",
                "ngx.print(list)",
                "ngx.md5(s)",
                "ngx.md5_bin(s)",
                "ngx.sha1_bin(s)",
                "ngx.hmac_sha1('k', s)",
                "ngx.hmac_sha1(s, 'x')",
                "ngx.crc32_short(s)",
                "ngx.decode_base64(s)",
                "ngx.decode_base64mime(spaces .. s)",
                "ngx.quote_sql_str(s)",
                "ndk.set_var.set_encode_hex(s)",
                "require('ngx.base64').decode_base64url(s)",
                "require('string.buffer').new():put(s)",
                "require('table.clone')(list)",
                "require('table.nkeys')(list)",
                "require('table.isarray')(list)",
                "require('cjson').decode('[' .. nines .. ']')",
                "require('cjson').decode('[0.' .. nines .. 'e5]')",
                "require('cjson').decode('[1e' .. nines .. ']')",
                "require('cjson').decode('[0x' .. nines .. ']')",
            })
    void stopsALongCall(String call) throws Exception {
        String preparation =
                """
                local s, empty, spaces = ('x'):rep(1e6), ('%1'):rep(1000), (' '):rep(1e6)
                local nines = ('9'):rep(1e6)
                local list, refused = {}, {} for i = 1, 1000 do list[i] = 'v' refused[i] = false end
                """;

        assertThat(run(preparation, call.contains(" = ") && !call.endsWith(")") ? call : "local _ = " + call))
                .isInstanceOf(Outcome.TimedOut.class);
        assertThat(log).containsExactly("begin");
    }

    @Test
    void letsAShortCallThrough() throws Exception {
        assertThat(run("", "local _ = ('x'):rep(3):upper()")).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(log).containsExactly("begin", "end");
    }
}
