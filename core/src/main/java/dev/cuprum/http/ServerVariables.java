package dev.cuprum.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The variables that tell the time, what the server is, and what it has given the request. */
final class ServerVariables {

    /** The version whose behaviour is the model, which units compare with. */
    private static final String NGINX_VERSION = "1.22.1";

    private static final AttachmentKey<String> REQUEST_ID = new AttachmentKey<>("request_id");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final ZoneId GMT = ZoneId.of("GMT");

    private static final DateTimeFormatter ISO_8601 = format("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter LOG = format("dd/MMM/uuuu:HH:mm:ss xx");
    private static final DateTimeFormatter DATE = format("EEEE, dd-MMM-uuuu HH:mm:ss z");

    static final Map<String, Variables.Source> SOURCES = sources();

    private ServerVariables() {}

    private static Map<String, Variables.Source> sources() {
        Map<String, Variables.Source> all = new HashMap<>();
        all.put("msec", exchange -> Optional.of(seconds(CLOCK.millis())));
        all.put("request_time", exchange -> Optional.of(seconds(age(exchange.request()))));
        all.put("time_iso8601", exchange -> now(ISO_8601, ZoneId.systemDefault()));
        all.put("time_local", exchange -> now(LOG, ZoneId.systemDefault()));
        all.put("date_local", exchange -> now(DATE, ZoneId.systemDefault()));
        all.put("date_gmt", exchange -> now(DATE, GMT));
        all.put("request_id", exchange -> Optional.of(exchange.attachment(REQUEST_ID, ServerVariables::newId)));
        all.put("pid", constant(() -> Long.toString(ProcessHandle.current().pid())));
        all.put("hostname", constant(ServerVariables::hostname));
        all.put("nginx_version", constant(() -> NGINX_VERSION));
        return Map.copyOf(all);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    private static Variables.Source constant(Supplier<String> value) {
        Optional<String> found = Optional.of(value.get());
        return exchange -> found;
    }

    private static Optional<String> now(DateTimeFormatter format, ZoneId zone) {
        Instant now = CLOCK.instant();
        return Optional.of(format.format(ZonedDateTime.ofInstant(now, zone)));
    }

    private static long age(Request request) {
        return Math.max(0, (System.nanoTime() - request.startNanos()) / 1_000_000);
    }

    /** Milliseconds as seconds, with three digits behind the point. */
    private static String seconds(long milliseconds) {
        String fraction = Long.toString(1000 + milliseconds % 1000);
        return milliseconds / 1000 + "." + fraction.substring(1);
    }

    private static String newId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
