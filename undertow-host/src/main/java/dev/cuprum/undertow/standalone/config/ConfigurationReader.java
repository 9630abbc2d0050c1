package dev.cuprum.undertow.standalone.config;

import dev.cuprum.catalog.Node;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.unit.Limits;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a configuration file. Unknown keys are errors, and all errors are found before one is reported. */
public final class ConfigurationReader {

    private static final String NAME = "[A-Za-z0-9._-]{1,128}";

    private final Complaints complaints;
    private final Path folder;

    private ConfigurationReader(Complaints complaints, Path folder) {
        this.complaints = complaints;
        this.folder = folder;
    }

    /**
     * Reads a file; the paths in it are relative to its folder.
     *
     * @throws ConfigurationException where the file cannot be read or used
     */
    public static Configuration read(Path file) {
        String name = String.valueOf(file.getFileName());
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        return parse(text(file), name, folder);
    }

    /**
     * Reads the text of a file.
     *
     * @param name how errors name the file
     * @param folder what paths are relative to
     * @throws ConfigurationException where it cannot be used
     */
    public static Configuration parse(String yaml, String name, Path folder) {
        Complaints complaints = new Complaints(name);
        ConfigurationReader reader = new ConfigurationReader(complaints, folder);
        Configuration configuration = reader.configuration(reader.root(yaml));
        complaints.throwIfAny();
        return configuration;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file (looked for " + file.toAbsolutePath() + ")");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + e);
        }
    }

    private static ConfigurationException unreadable(Path file, String why) {
        return new ConfigurationException(List.of(new Problem(file.toString(), 0, "", why)));
    }

    private Section root(String yaml) {
        try {
            var node = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            if (node != null) {
                return Section.of("", node, complaints).orElseGet(() -> Section.empty(complaints));
            }
        } catch (MarkedYAMLException e) {
            String hint =
                    String.valueOf(e.getProblem()).contains("'@'") ? "; put a text that starts with @ in quotes" : "";
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            complaints.add(line, "", "is not YAML: " + e.getProblem() + hint);
        } catch (YAMLException e) {
            complaints.add(0, "", "is not YAML: " + e.getMessage());
        }
        complaints.throwIfAny();
        return Section.empty(complaints);
    }

    private Configuration configuration(Section root) {
        Configuration defaults = Configuration.defaults();
        Configuration result = new Configuration(
                root.text("listen", Address::parse).orElse(defaults.listen()),
                root.flag("http2").orElse(defaults.http2()),
                root.section("tls").flatMap(section -> new TlsReader(folder).tls(section)),
                root.section("control").flatMap(this::control).orElse(defaults.control()),
                folder.resolve(root.text("data", Path::of).orElse(defaults.data())),
                root.text("namespace", ConfigurationReader::name).orElse(defaults.namespace()),
                root.section("node")
                        .map(section -> node(section, defaults.node()))
                        .orElse(defaults.node()),
                new SiteReader(folder).site(root, defaults.site()),
                false,
                root.number("maxBodyBytes", 0, 1L << 50).orElse(defaults.maxBodyBytes()),
                root.section("limits")
                        .map(section -> requestLimits(section, defaults.requestLimits()))
                        .orElse(defaults.requestLimits()),
                root.section("shared").map(SharedReader::dictionaries).orElse(defaults.shared()),
                root.flag("accessLog").orElse(defaults.accessLog()),
                root.section("errorLog").map(this::errorLog).orElse(defaults.errorLog()),
                root.number("ioThreads", 1, 1024).map(Long::intValue).orElse(defaults.ioThreads()),
                root.number("workerThreads", 1, 65536).map(Long::intValue).orElse(defaults.workerThreads()));
        redis(root);
        root.end();
        return result;
    }

    private Optional<Address> control(Section section) {
        Optional<Address> listen = section.text("listen", Address::parse);
        section.end();
        return listen;
    }

    private ErrorLogSettings errorLog(Section section) {
        ErrorLogSettings result = new ErrorLogSettings(
                section.text("file", name -> folder.resolve(name).normalize()),
                section.text("level", LogLevel::parse).orElse(ErrorLogSettings.DEFAULT.level()));
        section.end();
        return result;
    }

    private Limits requestLimits(Section section, Limits defaults) {
        long timeoutMs = section.number("requestTimeoutMs", 1, Limits.MAX_TIMEOUT.toMillis())
                .orElse(defaults.timeout().toMillis());
        long memoryMb = section.number("requestMemoryMb", 1, Limits.MAX_MEMORY_BYTES >> 20)
                .orElse(defaults.memoryMb());
        section.end();
        return Limits.of(timeoutMs, memoryMb);
    }

    private Node node(Section section, Node defaults) {
        String name = section.text("name", ConfigurationReader::name).orElse(defaults.name());
        Map<String, String> labels = new TreeMap<>();
        section.section("labels").ifPresent(given -> given.words().forEach((label, words) -> {
            if (words.size() == 1) {
                labels.put(label, words.get(0));
            } else {
                given.complain(label, "must be one word");
            }
        }));
        section.end();
        return new Node(name, labels);
    }

    /**
     * Checks the name of a node or of a namespace.
     *
     * @throws IllegalArgumentException where it is none, with a message for the person who wrote it
     */
    public static String name(String text) {
        if (!text.matches(NAME)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a name: 1 to 128 letters, digits, dots, dashes and underscores");
        }
        return text;
    }

    private void redis(Section root) {
        root.value("redis").ifPresent(given -> {
            if (!(given instanceof ScalarNode scalar) || !scalar.getValue().equals("embedded")) {
                root.complain(
                        "redis",
                        "this version has no Redis store; leave the key out, or write 'embedded', to keep units in the"
                                + " memory of this process");
            }
        });
    }
}
