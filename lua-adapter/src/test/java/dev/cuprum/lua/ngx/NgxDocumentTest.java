package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/ngx.md says is there is there, and it says all that is there. */
final class NgxDocumentTest {

    private static final Pattern NAME = Pattern.compile("`(ngx(?:\\.[a-z_0-9]+)+)`");
    private static final Pattern MODULE = Pattern.compile("require \"([a-z0-9.]+)\"");
    private static final String WAITS = "## What waits";

    private static String document() throws IOException {
        return Files.readString(Path.of(System.getProperty("cuprum.root", "..")).resolve("docs/ngx.md"));
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String answer(String code) {
        return new TestUnits(MemoryExchange.of("GET", "/")).written(Phase.CONTENT, code);
    }

    @Test
    void whatIsSaidToBeThereIsThere() throws IOException {
        String text = document();
        Set<String> missing = new TreeSet<>();
        for (String name : names(text.substring(0, text.indexOf(WAITS)))) {
            boolean readable = !name.equals("ngx.arg") && !name.equals("ngx.sleep");
            if (readable && answer("ngx.print(" + name + " == nil)").equals("true")) {
                missing.add(name);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatWaitsSaysSo() throws IOException {
        String text = document();
        for (String name : names(text.substring(text.indexOf(WAITS)))) {
            String code = "local f = " + name.substring(0, name.lastIndexOf('.')) + " and " + name
                    + " ngx.print(type(f) == 'function' and select(2, pcall(f)) or 'absent')";
            assertThat(answer(code)).as(name).matches("absent|.*" + Pattern.quote(name) + " is not available here");
        }
    }

    @Test
    void whatIsThereIsSaidToBeThere() throws IOException {
        String code = "local out = {} for _, name in ipairs {'req', 'resp', 're', 'config', 'worker'} do "
                + "for key in pairs(ngx[name]) do out[#out + 1] = 'ngx.' .. name .. '.' .. key end end "
                + "for key, value in pairs(ngx) do if type(value) == 'function' then out[#out + 1] = 'ngx.' .. key end end "
                + "ngx.print(table.concat(out, ' '))";
        Set<String> there = new TreeSet<>(Set.of(answer(code).split(" ")));
        assertThat(there).hasSizeGreaterThan(60);
        there.removeAll(names(document()));
        assertThat(there).isEmpty();
    }

    @Test
    void modulesHaveTheFunctionsThatTheirRowsName() throws IOException {
        String document = document();
        Set<String> modules = new TreeSet<>();
        for (String row : document.substring(document.indexOf("## Modules"), document.indexOf("## Data"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList()) {
            for (MatchResult module : MODULE.matcher(row).results().toList()) {
                modules.add(module.group(1));
                assertThat(answer("for key, value in pairs(require '" + module.group(1)
                                + "') do if type(value) == 'function' then ngx.print(key, ' ') end end"))
                        .as(module.group(1))
                        .satisfies(functions -> assertThat(row).contains(functions.split(" ")));
            }
        }
        assertThat(modules).contains("ngx.base64", "ngx.errlog", "ngx.process", "ngx.re", "ngx.req", "ngx.resp");
    }

    @Test
    void modulesThatAreNotThereAreNotFound() {
        assertThat(answer("require 'ngx.ocsp'"))
                .startsWith("unit:1: module 'ngx.ocsp' not found:\n\tno field package.preload['ngx.ocsp']");
    }
}
