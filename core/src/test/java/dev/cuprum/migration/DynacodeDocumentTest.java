package dev.cuprum.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.migration.Migration.Left;
import dev.cuprum.migration.Migration.Note;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.HostPattern;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.Phase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DynacodeDocumentTest {

    private static Migration translate(String json) {
        return DynacodeDocument.translate(json.getBytes(StandardCharsets.UTF_8), DynacodeDocument.PREFIX);
    }

    private static Migration domains(String domains) {
        return translate("{'general':{'status':'enabled'},'domains':[%s]}"
                .formatted(domains)
                .replace('\'', '"'));
    }

    private static Migration plugin(String plugin) {
        return domains("{'name':'*','plugins':[" + plugin + "]}");
    }

    private static List<ComputingUnit> units(Migration migration) {
        return migration.carried().stream().map(Migration.Carried::unit).toList();
    }

    private static String reason(Migration migration) {
        assertThat(migration.carried()).isEmpty();
        return migration.left().get(0).reason();
    }

    @Test
    void pluginsBecomeUnitsInTheOrderOfTheDocument() {
        List<ComputingUnit> units = units(
                domains(
                        """
                {'name':'shop[.]local','plugins':[
                  {'name':'b','phase':'access','code':'b()'},{'name':'a','phase':'access','code':'a()'}]},
                {'name':'*','plugins':[{'name':'c','phase':'content','code':'c()'}]}"""));

        assertThat(units)
                .extracting(unit -> unit.id().value())
                .containsExactly("dynacode.shop-.-local.b", "dynacode.shop-.-local.a", "dynacode.all.c");
        assertThat(units).extracting(ComputingUnit::order).containsExactly(1, 2, 3);
        assertThat(units).extracting(ComputingUnit::phase).containsExactly(Phase.ACCESS, Phase.ACCESS, Phase.CONTENT);
        assertThat(units).extracting(ComputingUnit::code).containsExactly("b()", "a()", "c()");
        assertThat(units.get(0).match().hosts()).containsExactly(HostPattern.parse("~ shop[.]local"));
        assertThat(units.get(2).match()).isEqualTo(Match.ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.local, ~ shop.local, ''",
        ".*domain.com, ~ .*domain.com, ''",
        "\\\\Ashop\\\\W, ~ \\Ashop\\W, ''",
        "Shop.local, ~ (?-i)Shop.local, ''",
        "(?!x)shop, '', 'if not ngx.re.find(ngx.var.host, \"(?!x)shop\", \"o\") then return end '",
        "(a)\\\\1, '', 'if not ngx.re.find(ngx.var.host, \"(a)\\\\1\", \"o\") then return end '",
        "' shop', '', 'if not ngx.re.find(ngx.var.host, \" shop\", \"o\") then return end '",
        "'', '', ''",
    })
    void theNameOfADomainIsAnExpression(String name, String host, String guard) {
        ComputingUnit unit = units(
                        domains("{'name':'" + name + "','plugins':[{'name':'p','phase':'log','code':'a()'}]}"))
                .get(0);

        assertThat(unit.match().hosts().stream().map(HostPattern::toString))
                .isEqualTo(host.isEmpty() ? List.of() : List.of(host));
        assertThat(unit.code()).isEqualTo(guard + "a()");
    }

    @Test
    void theCodeAsksForHostsToSkip() {
        String code = units(
                        translate(
                                """
                        {"general":{"status":"enabled","skip_domains":["[\\\\w\\\\.]*server.local","x\\"y\\n"]},
                         "domains":[{"name":"*","plugins":[{"name":"p","phase":"log","code":"a()\\nb()"}]}]}"""))
                .get(0)
                .code();

        assertThat(code)
                .isEqualTo("if ngx.re.find(ngx.var.host, \"[\\\\w\\\\.]*server.local\", \"o\") then return end"
                        + " if ngx.re.find(ngx.var.host, \"x\\\"y\\n\", \"o\") then return end a()\nb()");
    }

    @Test
    void unitsOfADocumentThatIsNotEnabledAreNotEither() {
        Migration migration = translate(
                """
                {"general":{"status":"disabled"},"domains":[{"name":"*","plugins":[{"name":"p","phase":"log","code":"a()"}]}]}""");

        assertThat(units(migration).get(0).enabled()).isFalse();
        assertThat(migration.notes()).extracting(Note::source).containsExactly("general");
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "null, false", "0, false"})
    void whatIsToBeSkippedIsAsLuaHasIt(String skip, boolean enabled) {
        Migration migration = plugin("{'name':'p','phase':'log','code':'a()','skip':" + skip + "}");

        assertThat(units(migration).get(0).enabled()).isEqualTo(enabled);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'name':'p','phase':'log'}; it has no text 'code'",
                "{'name':'p','phase':'log','code':null}; it has no text 'code'",
                "{'name':'p','code':'a()'}; it has no text 'phase'",
                "{'phase':'log','code':'a()'}; it has no text 'name'",
                "{'name':'p','phase':'log','code':' '}; its code is empty",
                "{'name':'p','plugins':[]}; holds plugins of its own",
                "{'name':'p','phase':'log','code':'a() -- b'}; ends in a comment",
                "{'name':'p','phase':'init','code':'a()'}; never runs plugins in the phase init",
                "{'name':'p','phase':'balancer','code':'a()'}; do not run here",
                "{'name':'p','phase':'Access','code':'a()'}; there is no phase 'Access'",
                "{'name':'p','phase':'access','code':'ngx.location.capture(x)'}; ngx.location.capture, which is not available",
                "[]; it has no text 'name'",
            })
    void leavesPluginsThatCannotRun(String plugin, String reason) {
        Migration migration = plugin(plugin);

        assertThat(reason(migration)).contains(reason);
        assertThat(migration.left())
                .extracting(Left::source)
                .allMatch(source -> source.endsWith("(domains[0].plugins[0])"));
    }

    @Test
    void notesFieldsThatMeanNothing() {
        Migration migration = translate(
                """
                {"general":{"status":"enabled","x":1},"version":2,"domains":[{"name":"*","status":"disabled","plugins":[
                 {"name":"p","phase":"log","code":"a()","version":1}]}]}""");

        assertThat(units(migration)).hasSize(1);
        assertThat(migration.notes())
                .extracting(Note::source)
                .containsExactly(
                        "the document", "general", "domain '*'", "plugin 'p' of domain '*' (domains[0].plugins[0])");
    }

    @Test
    void emptyTablesOfCjsonAreEmptyLists() {
        Migration migration = translate("{\"general\":{\"status\":\"enabled\",\"skip_domains\":{}},\"domains\":{}}");

        assertThat(migration).isEqualTo(new Migration(List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "; the document cannot be read",
                "{; the document cannot be read: this is no JSON: line 1",
                "{'domains':[]}; has no object 'general'",
                "{'general':{'status':'enabled'}}; domains is no list",
                "{'general':{'status':'enabled'},'domains':{'a':1}}; domains is no list",
                "{'general':{'status':'enabled','skip_domains':'x'},'domains':[]}; general.skip_domains is no list",
                "{'general':{'status':'enabled','skip_domains':['x',1]},'domains':[]}; general.skip_domains[1] is no text",
                "{'general':{'status':'enabled'},'domains':[{'plugins':[]}]}; domains[0] has no name",
                "{'general':{'status':'enabled'},'domains':[{'name':'*'}]}; domains[0].plugins is no list",
                "{'general':{},'general':{}}; it is given more than once",
            })
    void refusesDocumentsThatDynacodeWouldNotRun(String json, String message) {
        assertThatThrownBy(() -> translate(json == null ? "" : json.replace('\'', '"')))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesBothPluginsOfOneId() {
        assertThatThrownBy(
                        () -> domains(
                                """
                {'name':'a b','plugins':[{'name':'p','phase':'log','code':'a()'}]},
                {'name':'a-b','plugins':[{'name':'p','phase':'log','code':'b()'}]}"""))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(
                        "plugin 'p' of domain 'a b' (domains[0].plugins[0]) and plugin 'p' of domain 'a-b'"
                                + " (domains[1].plugins[0])");
    }
}
