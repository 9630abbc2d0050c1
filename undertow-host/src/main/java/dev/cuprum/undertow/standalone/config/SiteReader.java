package dev.cuprum.undertow.standalone.config;

import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what requests meet: the routes, and what holds for all of them. */
final class SiteReader {

    private final Path folder;

    SiteReader(Path folder) {
        this.folder = folder;
    }

    Site site(Section root, Site defaults) {
        RouteUnits names = new RouteUnits(Limits.DEFAULT);
        UnitsReader units = new UnitsReader(names);
        RouteSettings settings = SettingsReader.settings(root).ofServer();
        List<ComputingUnit> forAll = units.units(root, Optional.empty());
        Folders folders = new Folders(folder);
        Optional<Path> documentRoot = root.text("documentRoot", folders::find);
        RouteReader routes = new RouteReader(folders, settings, units, root.has("documentRoot"));
        return new Site(
                root.text("serverName", SiteReader::serverName).orElse(defaults.serverName()),
                routes.routes(root.sections("routes")),
                settings,
                documentRoot,
                forAll,
                modulePath(root),
                root.text("bodyBuffer", size -> ByteSize.parse(size, 0, 1L << 30))
                        .orElse(defaults.bodyBufferBytes()),
                root.flag("underscoresInHeaders").orElse(defaults.underscoresInHeaders()));
    }

    private List<String> modulePath(Section root) {
        List<String> templates = new ArrayList<>();
        for (String template : root.words("modulePath")) {
            if (template.indexOf('?') >= 0) {
                templates.add(folder.resolve(template).normalize().toString());
            } else {
                root.complain(
                        "modulePath",
                        "'" + template
                                + "' has no question mark in the place of the module's name, as ./lualib/?.lua has");
            }
        }
        return templates;
    }

    private static String serverName(String name) {
        if (!name.matches("[\\x21-\\x7e]{0,256}")) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a server");
        }
        return name;
    }
}
