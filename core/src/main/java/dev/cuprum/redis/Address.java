package dev.cuprum.redis;

import dev.cuprum.store.Sha256;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One address as people write it. What may hold a password is never in a message: an address that cannot be read may have
 * it anywhere.
 *
 * @param kind what the servers are to each other, as far as the address says
 * @param tls whether they are spoken to by TLS
 * @param user who to be; empty for the default user
 * @param password empty for none
 * @param hosts each as {@code host:port}
 * @param path what stands behind the hosts, without the slash
 * @param options what stands behind the question mark
 */
record Address(
        Kind kind,
        boolean tls,
        String user,
        String password,
        List<String> hosts,
        String path,
        Map<String, String> options) {

    /** What the servers are to each other. */
    enum Kind {
        /** One server, or the nodes of a cluster where there are several. */
        PLAIN("", 6379),
        CLUSTER("-cluster", 6379),
        SENTINEL("-sentinel", 26379),
        REPLICATED("-replicated", 6379);

        private final String suffix;
        private final int port;

        Kind(String suffix, int port) {
            this.suffix = suffix;
            this.port = port;
        }

        String scheme(boolean tls) {
            return (tls ? "rediss" : "redis") + suffix;
        }
    }

    private static final Pattern FORM =
            Pattern.compile("redis(?<tls>s?)(?<kind>-[a-z]+)?://(?:(?<credentials>[^@/?#\\s]*)@)?(?<hosts>[^@/?#\\s]+)"
                    + "(?:/(?<path>[^@?#\\s]*))?(?:\\?(?<options>[^#\\s]*))?");
    private static final Pattern HOST =
            Pattern.compile("(?<name>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?");

    /** What can hold no password: names, each with digits behind it at most. */
    private static final Pattern OPEN =
            Pattern.compile("(([a-z-]+://)?[A-Za-z0-9._\\[\\]-]+(:[0-9]{0,5})?(/[A-Za-z0-9._-]*)?([,\\s]\\s*|$))*");

    private static final Pattern UNREADABLE = Pattern.compile("[^a-z0-9.]+");
    private static final Pattern NO_DATABASE = Pattern.compile("(^|/)0*$");
    private static final int LONGEST_NAME = 64;
    private static final int DIGITS = 12;
    private static final Pattern NEXT = Pattern.compile("[,\\s]\\s*(?=rediss?(-[a-z]+)?://)");

    Address {
        hosts = List.copyOf(hosts);
        options = Map.copyOf(options);
    }

    /**
     * Reads one word: an address, or several with commas between them.
     *
     * @throws IllegalArgumentException where one is none
     */
    static List<Address> parse(String word) {
        List<Address> addresses = new ArrayList<>();
        for (String address : NEXT.split(word.strip())) {
            addresses.add(one(address, word));
        }
        return addresses;
    }

    private static Address one(String text, String word) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw none(text, word);
        }
        Kind kind = kind(form.group("kind"), text, word);
        List<String> hosts = new ArrayList<>();
        for (String host : form.group("hosts").split(",", -1)) {
            hosts.add(host(host, kind.port).orElseThrow(() -> none(text, word)));
        }
        String credentials = orEmpty(form.group("credentials"));
        int colon = credentials.indexOf(':');
        String user = colon < 0 ? "" : decode(credentials.substring(0, colon));
        String password = decode(credentials.substring(colon + 1));
        boolean tls = !form.group("tls").isEmpty();
        String path = decode(orEmpty(form.group("path")));
        return new Address(kind, tls, user, password, hosts, path, options(orEmpty(form.group("options"))));
    }

    private static Kind kind(@Nullable String suffix, String text, String word) {
        for (Kind kind : Kind.values()) {
            if (kind.suffix.equals(orEmpty(suffix))) {
                return kind;
            }
        }
        throw none(text, word);
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    private static Optional<String> host(String text, int defaultPort) {
        Matcher host = HOST.matcher(text);
        if (!host.matches()) {
            return Optional.empty();
        }
        int port = host.group("port") == null ? defaultPort : Integer.parseInt(host.group("port"));
        return port < 1 || port > 65_535 ? Optional.empty() : Optional.of(host.group("name") + ":" + port);
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new TreeMap<>();
        for (String option : query.split("&")) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals), decode(option.substring(equals + 1)));
            } else if (!option.isEmpty()) {
                throw new IllegalArgumentException("an address of Redis has an option without a value; write"
                        + " rediss://host:6379?ca=/path/ca.pem");
            }
        }
        return options;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // Its message has a part of the text in it.
            throw new IllegalArgumentException(
                    "an address of Redis has a % that no two hexadecimal digits follow; write %25 for a % itself, as in"
                            + " redis://user:50%25@host:6379");
        }
    }

    /** Says that a text is no address; where the word it is a part of may hold a password, without a part of it. */
    private static IllegalArgumentException none(String text, String word) {
        boolean secret = !OPEN.matcher(word).matches();
        return new IllegalArgumentException("'" + (secret ? "…" : text)
                + "' is no address of Redis; write redis://host:6379, or rediss://host:6379 for TLS;"
                + " redis://host1,host2 for a cluster, redis-sentinel://host1,host2/MASTER, or"
                + " redis-replicated://host1,host2"
                + (secret
                        ? ". In a user or password, write %40 for @, %2F for /, %3A for :, %3F for ?, %23 for #"
                        : ""));
    }

    /** Without user, password and options. */
    @Override
    public String toString() {
        return "Address[" + description() + "]";
    }

    /** The hosts as Redisson wants them. */
    List<String> servers() {
        String scheme = tls ? "rediss://" : "redis://";
        return hosts.stream().map(host -> scheme + host).toList();
    }

    /** A name for a folder: a host for people, and behind it what tells these servers from others. */
    String folderName() {
        List<String> sorted = hosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        Kind known = kind == Kind.PLAIN && hosts.size() > 1 ? Kind.CLUSTER : kind;
        String database = NO_DATABASE.matcher(path).replaceFirst("");
        String digest = Sha256.of(known + " " + String.join(",", sorted) + "/" + database);
        String name = UNREADABLE.matcher(sorted.get(0)).replaceAll("-").replaceFirst("^-", "");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + digest.substring(0, DIGITS);
    }

    /** As people know it, without user, password and options. */
    String description() {
        return kind.scheme(tls) + "://" + String.join(",", hosts);
    }
}
