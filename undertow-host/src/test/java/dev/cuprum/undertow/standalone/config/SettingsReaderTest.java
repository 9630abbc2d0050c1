package dev.cuprum.undertow.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.http.VariableText;
import dev.cuprum.undertow.AccessRule;
import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.undertow.RouteSettings.ErrorTarget;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the configuration says of all routes and of one. */
final class SettingsReaderTest extends ReadsConfiguration {

    @Test
    void setsNothingByDefault() {
        Site site = read("routes: [{ path: /, respond: { } }]").site();

        assertThat(site.serverName()).isEqualTo("localhost");
        assertThat(site.documentRoot()).isEmpty();
        assertThat(site.bodyBufferBytes()).isEqualTo(16 << 10);
        assertThat(site.underscoresInHeaders()).isFalse();
        assertThat(site.allUnits()).isEmpty();
        assertThat(site.modulePath()).isEmpty();
        assertThat(site.settings()).isEqualTo(RouteSettings.of(""));
        assertThat(site.routes().get(0).settings()).isEqualTo(RouteSettings.of("/"));
        assertThat(read("").errorLog()).isEqualTo(new ErrorLogSettings(Optional.empty(), LogLevel.ERR));
    }

    @Test
    void readsWhatIsSetForAllRoutesAndForOne() {
        Configuration configuration = read(
                """
                serverName: edge.example
                documentRoot: ./public
                bodyBuffer: 8k
                underscoresInHeaders: true
                modulePath: ["./lualib/?.lua", "/srv/?/init.lua"]
                defaultType: text/html
                errorPages: { 404: /missing }
                access: [deny 10.0.0.1]
                set: { a: 1 }
                units: { log: "ngx.log(ngx.INFO, 'x')" }
                errorLog: { file: ./error.log, level: warn }
                routes:
                  - path: /own
                    set: { b: "${a}2", C: $b }
                    defaultType: application/json
                    errorPages: { "500 502": { to: "@err", status: 200 }, 503: { to: /x, status: target } }
                    satisfy: any
                    access: [allow 127.0.0.1, deny all]
                    units: { set: { d: "return 'x'" }, access: [one(), two()], content: ngx.say('x') }
                  - { path: /rest, units: { rewrite: x() } }
                """);

        Site site = configuration.site();
        assertThat(site.serverName()).isEqualTo("edge.example");
        assertThat(site.documentRoot()).contains(folder.resolve("public"));
        assertThat(site.bodyBufferBytes()).isEqualTo(8 << 10);
        assertThat(site.underscoresInHeaders()).isTrue();
        assertThat(site.modulePath())
                .containsExactly(folder.resolve("lualib/?.lua").toString(), "/srv/?/init.lua");
        assertThat(configuration.errorLog())
                .isEqualTo(new ErrorLogSettings(Optional.of(folder.resolve("error.log")), LogLevel.WARN));
        assertThat(site.units()).extracting(ComputingUnit::phase).containsExactly(Phase.LOG);
        RouteSettings own = site.routes().get(0).settings();
        assertThat(own)
                .isEqualTo(new RouteSettings(
                        "/own",
                        Map.of(
                                "a", VariableText.parse("1"),
                                "b", VariableText.parse("${a}2"),
                                "c", VariableText.parse("$b")),
                        "application/json",
                        Map.of(
                                500, new ErrorTarget("@err", 200),
                                502, new ErrorTarget("@err", 200),
                                503, new ErrorTarget("/x", ErrorTarget.TARGETS)),
                        List.of(AccessRule.of(true, "127.0.0.1"), AccessRule.of(false, "all")),
                        true,
                        true));
        assertThat(own.variables().keySet()).containsExactly("a", "b", "c");
        assertThat(site.routes().get(0).units())
                .extracting(unit ->
                        unit.id() + " " + unit.onFailure() + " " + unit.match().routes())
                .containsExactly(
                        "own.set ERROR [/own]",
                        "own.access ERROR [/own]",
                        "own.access-2 ERROR [/own]",
                        "own.content ERROR [/own]");
        RouteSettings rest = site.routes().get(1).settings();
        assertThat(rest.defaultType()).isEqualTo("text/html");
        assertThat(rest.errorPages()).containsOnlyKeys(404);
        assertThat(rest.access()).hasSize(1);
        assertThat(rest.exclusive()).isFalse();
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThat(
                        problems(
                                """
                        errorPages: { 200: /x, 404: x, 5xx: /x, 500: { status: 100 } }
                        set: { a-b: x, a: "$", b: [1, 2] }
                        access: [allow, permit all, deny nobody]
                        satisfy: some
                        errorLog: { level: loud, to: x }
                        bodyBuffer: lots
                        modulePath: ./lualib
                        units: { acces: x(), set: { a: x() }, log: "" }
                        """))
                .containsExactly(
                        "cuprum.yaml:1: errorPages.200: '200' is not a status that has an error page: 300 to 599",
                        "cuprum.yaml:1: errorPages.404: 'x' is neither a path, which starts with a slash, nor the @name of"
                                + " a route",
                        "cuprum.yaml:1: errorPages.5xx: '5xx' is no status: write three digits",
                        "cuprum.yaml:1: errorPages.500.to: is missing: which path or @name answers?",
                        "cuprum.yaml:1: errorPages.500.status: '100' is no status: write 200 to 599, or target for the"
                                + " one the target answers with",
                        "cuprum.yaml:2: set.a-b: 'a-b' is not the name of a variable: 1 to 128 letters, digits and"
                                + " underscores, without a dollar sign",
                        "cuprum.yaml:2: set.a: invalid variable name in '$': write $name or ${name}; a dollar sign itself"
                                + " cannot be written here",
                        "cuprum.yaml:2: set.b: must be one text",
                        "cuprum.yaml:3: access: 'allow' is no rule: write allow or deny, and all, an address or a range",
                        "cuprum.yaml:3: access: 'permit all' is no rule: write allow or deny, and all, an address or a"
                                + " range",
                        "cuprum.yaml:3: access: 'nobody' is no range of addresses: write all, 10.0.0.1, 10.0.0.0/8, or"
                                + " 2001:db8::/32",
                        "cuprum.yaml:4: satisfy: 'some' is neither all (access rules and units must allow a request) nor"
                                + " any (one of them is enough)",
                        "cuprum.yaml:5: errorLog.level: 'loud' is no level of the log; choose one of stderr, emerg, alert,"
                                + " crit, error, warn, notice, info, debug",
                        "cuprum.yaml:5: errorLog.to: unknown key; there are file, level",
                        "cuprum.yaml:6: bodyBuffer: 'lots' is not a size; write a whole number of bytes, or one with k,"
                                + " m or g behind it",
                        "cuprum.yaml:7: modulePath: './lualib' has no question mark in the place of the module's name, as"
                                + " ./lualib/?.lua has",
                        "cuprum.yaml:8: units.acces: there is no phase 'acces'; choose one of init, init_worker, ssl_cert,"
                                + " server_rewrite, set, rewrite, access, precontent, content, balancer, header_filter,"
                                + " body_filter, log, timer, library",
                        "cuprum.yaml:8: units.set: computes variables of a route; write it there",
                        "cuprum.yaml:8: units.log: it is empty; a unit needs some code to run");
    }
}
