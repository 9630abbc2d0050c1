package dev.cuprum.undertow.standalone.command;

import dev.cuprum.migration.DynacodeDocument;
import dev.cuprum.migration.RestyUnits;
import dev.cuprum.undertow.standalone.config.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code cuprum import} is to do.
 *
 * @param system the system to import from
 * @param location where it is: addresses of Redis, with commas; or a URL or a file
 * @param prefix what the ids of the units begin with
 * @param share how sampling is to be understood
 * @param control where the control plane of a node listens
 * @param data where that node keeps its admin token
 * @param follow whether to go on looking
 * @param interval how long to wait before looking again
 * @param dryRun whether to say only what would be published
 */
public record ImportOptions(
        From system,
        String location,
        String prefix,
        RestyUnits.Share share,
        Address control,
        Path data,
        boolean follow,
        Duration interval,
        boolean dryRun) {

    /** The systems there are. */
    public enum From {
        RESTY("--from-resty"),
        DYNACODE("--from-dynacode");

        private final String option;

        From(String option) {
            this.option = option;
        }
    }

    /** The options that take a value. */
    public static final List<String> OPTIONS =
            List.of("--from-resty", "--from-dynacode", "--prefix", "--control", "--data", "--interval");

    /** The options that take none. */
    public static final List<String> FLAGS = List.of("--follow", "--dry-run", "--inverted-sampling");

    /** What there is to say of them. */
    public static final String USAGE =
            """
            cuprum import: publishes the units of another system through the control plane of a running node

            usage:
              cuprum import --from-resty redis://HOST:PORT[/DB]  resty-edge-computing: the set 'coding_units' and the
                                                                 strings it names; commas between nodes of a cluster
              cuprum import --from-dynacode URL|FILE             lua-resty-dynacode: its JSON document

            All changes are one release: published as a whole, or not at all. Units that were imported before and are
            not in the source any more are deleted. What cannot be carried over is listed, with the reason.

            options:
              --follow             look again and again, publish what has changed, until stopped
              --interval TIME      how long to wait between looks, as 500ms, 2s, 1m (default 2s)
              --dry-run            publish nothing; write the release that would be published to standard output
              --control ADDRESS    where the control plane listens (default 127.0.0.1:9090)
              --data DIR           where that node keeps its admin token (default ./cuprum-data)
              --prefix TEXT        what the ids begin with (default resty. or dynacode.); one for each source
              --inverted-sampling  run units of resty-edge-computing for the requests that its published version runs
                                   them for, which are those that their percentage leaves

            environment:
              CUPRUM_TOKEN         the admin token

            ends with 0 where all was carried over, 1 where something was not or nothing could be published, 2 where
            an option makes no sense; with --follow, 0 when it is stopped.
            """;

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m)");
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /**
     * Reads the options by their names.
     *
     * @throws IllegalArgumentException where they make no sense, with a message for the person who wrote them
     */
    public static ImportOptions parse(Map<String, String> given) {
        From system = system(given);
        boolean follow = given.containsKey("--follow");
        boolean dryRun = given.containsKey("--dry-run");
        require(!follow || !dryRun, "--dry-run looks once; leave --follow out");
        require(follow || !given.containsKey("--interval"), "--interval says how often to look; it goes with --follow");
        boolean inverted = given.containsKey("--inverted-sampling");
        require(!inverted || system == From.RESTY, "--inverted-sampling goes with --from-resty");
        String usual = system == From.RESTY ? RestyUnits.PREFIX : DynacodeDocument.PREFIX;
        return new ImportOptions(
                system,
                given.getOrDefault(system.option, ""),
                value(given, "--prefix", ImportOptions::prefix).orElse(usual),
                inverted ? RestyUnits.Share.AS_RUN : RestyUnits.Share.MEANT,
                value(given, "--control", Address::parse).orElse(new Address("127.0.0.1", 9090)),
                value(given, "--data", Path::of).orElse(Path.of("cuprum-data")),
                follow,
                value(given, "--interval", ImportOptions::time).orElse(Duration.ofSeconds(2)),
                dryRun);
    }

    private static From system(Map<String, String> given) {
        boolean resty = given.containsKey(From.RESTY.option);
        boolean dynacode = given.containsKey(From.DYNACODE.option);
        require(
                resty || dynacode,
                "import from where? Say --from-resty redis://HOST:PORT or --from-dynacode URL|FILE;"
                        + " 'cuprum import --help' has all options");
        require(!resty || !dynacode, "--from-resty and --from-dynacode are two imports; run them one by one");
        return resty ? From.RESTY : From.DYNACODE;
    }

    private static <T> Optional<T> value(Map<String, String> given, String option, Function<String, T> reader) {
        try {
            return Optional.ofNullable(given.get(option)).map(reader);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static String prefix(String text) {
        require(PREFIX.matcher(text).matches(), "'" + text + "' is not 1 to 64 characters of A-Z a-z 0-9 . _ -");
        return text;
    }

    private static Duration time(String text) {
        Matcher matcher = TIME.matcher(text);
        require(matcher.matches(), "'" + text + "' is no time; write it as 500ms, 2s or 1m");
        long number = Long.parseLong(matcher.group(1));
        Duration time =
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    default -> Duration.ofMinutes(number);
                };
        require(time.compareTo(SHORTEST) >= 0, "'" + text + "' is too short; wait at least 100ms");
        return time;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
