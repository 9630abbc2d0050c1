package dev.cuprum.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An address of the internet as text. */
final class Address {

    private Address() {}

    /** Its four or sixteen bytes, one character each; empty where the text is no address. */
    static Optional<String> bytes(String address) {
        boolean numeric = !address.isEmpty()
                && (address.indexOf(':') >= 0 || address.chars().allMatch(c -> c == '.' || Character.isDigit(c)));
        if (!numeric) {
            return Optional.empty();
        }
        try {
            // Numbers alone: nobody is asked for a name.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
