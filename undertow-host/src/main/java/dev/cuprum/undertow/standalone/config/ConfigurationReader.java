package dev.cuprum.undertow.standalone.config;

import dev.cuprum.catalog.Node;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.exec.ThreadLimits;
import dev.cuprum.redis.RedisUnitStore;
import dev.cuprum.unit.Limits;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

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
        ConfigurationBuilder builder = defaults.toBuilder().startPage(false);
        root.text("listen", Address::parse).ifPresent(builder::listen);
        root.flag("http2").ifPresent(builder::http2);
        builder.tls(root.section("tls").flatMap(section -> new TlsReader(folder).tls(section)));
        root.section("control").flatMap(this::control).ifPresent(builder::control);
        builder.data(folder.resolve(root.text("data", Path::of).orElse(defaults.data())));
        redis(root).ifPresent(builder::redis);
        builder.signatures(new SignaturesReader(folder).signatures(root));
        root.text("namespace", RedisUnitStore::requireNamespace).ifPresent(builder::namespace);
        root.section("node").ifPresent(section -> builder.node(node(section, defaults.node())));
        builder.site(new SiteReader(folder).site(root, defaults.site()));
        root.number("maxBodyBytes", 0, 1L << 50).ifPresent(builder::maxBodyBytes);
        root.section("limits")
                .ifPresent(section -> builder.requestLimits(requestLimits(section, defaults.requestLimits())));
        builder.scripting(ScriptingReader.scripting(root));
        root.section("shared").map(SharedReader::dictionaries).ifPresent(builder::shared);
        root.flag("accessLog").ifPresent(builder::accessLog);
        root.section("errorLog").map(this::errorLog).ifPresent(builder::errorLog);
        root.number("ioThreads", 1, 1024).map(Long::intValue).ifPresent(builder::ioThreads);
        root.number("workerThreads", 1, 65536).map(Long::intValue).ifPresent(builder::workerThreads);
        root.section("unitThreads")
                .ifPresent(section -> builder.unitThreads(unitThreads(section, defaults.unitThreads())));
        root.end();
        return builder.build();
    }

    private Optional<Redis> redis(Section root) {
        List<String> words = root.words("redis");
        List<Redis> read = new ArrayList<>();
        if (root.has("redis")) {
            root.attempt("redis", () -> read.add(Redis.of(folder, words)));
        }
        return read.stream().findFirst();
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

    private ThreadLimits unitThreads(Section section, ThreadLimits defaults) {
        ThreadLimits result = new ThreadLimits(
                section.number("most", 1, ThreadLimits.MOST).map(Long::intValue).orElse(defaults.threads()),
                section.number("queue", 1, 1 << 20).map(Long::intValue).orElse(defaults.queue()),
                section.number("stuck", 1, ThreadLimits.MOST)
                        .map(Long::intValue)
                        .orElse(defaults.stuck()),
                defaults.grace());
        section.end();
        return result;
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
     * Checks the name of a node.
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
}
