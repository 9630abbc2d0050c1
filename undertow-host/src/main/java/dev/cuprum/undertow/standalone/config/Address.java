package dev.cuprum.undertow.standalone.config;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a listener listens: a host and a port.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 0 to 65535; 0 lets the system choose
 */
public record Address(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

    public Address {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
    }

    /**
     * Reads {@code host:port} or {@code [ipv6]:port}.
     *
     * @throws IllegalArgumentException where it is neither, with a message for the person who wrote it
     */
    public static Address parse(String text) {
        String trimmed = text.strip();
        Matcher matcher = FORM.matcher(trimmed);
        if (matcher.matches()) {
            String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            return new Address(host, Integer.parseInt(matcher.group(3)));
        }
        if (trimmed.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + trimmed + "' has no host; write 127.0.0.1:" + trimmed
                    + ", or 0.0.0.0:" + trimmed + " to listen on all interfaces");
        }
        throw new IllegalArgumentException("'" + trimmed + "' is not host:port, like 127.0.0.1:8080 or [::1]:8080");
    }

    /** The address to bind; resolves the host. */
    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
