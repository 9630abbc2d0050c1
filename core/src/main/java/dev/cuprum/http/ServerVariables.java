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

/** The variables that tell the time, what the server is, and what it has given the request. */
final class ServerVariables {

    /** The version whose behaviour is the model, which units compare with. */
    private static final Optional<String> NGINX_VERSION = Optional.of("1.22.1");

    private static final AttachmentKey<String> REQUEST_ID = new AttachmentKey<>("request_id");
    private static final InstantSource CLOCK = InstantSource.system();

    /** Found out when first asked for, as it can take a while. */
    private static final class Machine {
        private static final Optional<String> HOSTNAME = Optional.of(hostname());
        private static final Optional<String> PID =
                Optional.of(Long.toString(ProcessHandle.current().pid()));

        private static String hostname() {
            try {
                return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }

    private static final class Random {
        private static final SecureRandom SOURCE = new SecureRandom();
    }

    private static final class Formats {
        private static final ZoneId GMT = ZoneId.of("GMT");
        private static final DateTimeFormatter ISO_8601 = format("uuuu-MM-dd'T'HH:mm:ssxxx");
        private static final DateTimeFormatter LOG = format("dd/MMM/uuuu:HH:mm:ss xx");
        private static final DateTimeFormatter DATE = format("EEEE, dd-MMM-uuuu HH:mm:ss z");

        private static DateTimeFormatter format(String pattern) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        }
    }

    static final Map<String, Variables.Source> SOURCES = sources();

    private ServerVariables() {}

    private static Map<String, Variables.Source> sources() {
        Map<String, Variables.Source> all = new HashMap<>();
        all.put("msec", exchange -> Optional.of(seconds(CLOCK.millis())));
        all.put("request_time", exchange -> Optional.of(seconds(age(exchange.request()))));
        all.put("time_iso8601", exchange -> now(Formats.ISO_8601, ZoneId.systemDefault()));
        all.put("time_local", exchange -> now(Formats.LOG, ZoneId.systemDefault()));
        all.put("date_local", exchange -> now(Formats.DATE, ZoneId.systemDefault()));
        all.put("date_gmt", exchange -> now(Formats.DATE, Formats.GMT));
        all.put("request_id", exchange -> Optional.of(exchange.attachment(REQUEST_ID, ServerVariables::newId)));
        all.put("pid", exchange -> Machine.PID);
        all.put("hostname", exchange -> Machine.HOSTNAME);
        all.put("nginx_version", exchange -> NGINX_VERSION);
        return Map.copyOf(all);
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
        Random.SOURCE.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
