package dev.cuprum.undertow;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * One rule of nginx's access module: whether clients of a range of addresses may use a route. The first rule that fits
 * decides; where none fits a client may.
 *
 * @param allow whether they may
 * @param network the first bytes of the addresses, as many as count and one that counts in part; empty for everybody
 * @param bits how many bits count
 */
public record AccessRule(boolean allow, List<Byte> network, int bits) {

    public AccessRule {
        network = List.copyOf(network);
    }

    /**
     * Reads {@code all}, an address, or a range as {@code 10.0.0.0/8} and {@code 2001:db8::/32} are.
     *
     * @throws IllegalArgumentException where it is none of them
     */
    public static AccessRule of(boolean allow, String range) {
        if (range.equals("all")) {
            return new AccessRule(allow, List.of(), 0);
        }
        int slash = range.indexOf('/');
        byte[] address = address(slash < 0 ? range : range.substring(0, slash), range);
        int bits = 8 * address.length;
        if (slash >= 0) {
            try {
                bits = Integer.parseInt(range.substring(slash + 1));
            } catch (NumberFormatException e) {
                bits = -1;
            }
        }
        if (bits < 0 || bits > 8 * address.length) {
            throw wrong(range);
        }
        Byte[] boxed = new Byte[address.length];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = address[i];
        }
        return new AccessRule(allow, List.of(boxed), bits);
    }

    private static byte[] address(String text, String range) {
        // Only addresses are looked up, never names: those have other characters, or do not begin with a digit.
        if (!text.matches("[0-9A-Fa-f:.]+") || !(text.indexOf(':') >= 0 || text.matches("[0-9]+([.][0-9]+){3}"))) {
            throw wrong(range);
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw wrong(range);
        }
    }

    private static IllegalArgumentException wrong(String range) {
        return new IllegalArgumentException(
                "'" + range + "' is no range of addresses: write all, 10.0.0.1, 10.0.0.0/8," + " or 2001:db8::/32");
    }

    /** Whether some rules let a client pass. */
    static boolean allows(List<AccessRule> rules, byte[] client) {
        for (AccessRule rule : rules) {
            if (rule.fits(client)) {
                return rule.allow;
            }
        }
        return true;
    }

    private boolean fits(byte[] client) {
        if (network.isEmpty()) {
            return true;
        }
        if (client.length != network.size()) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit)) & 0xFF;
            if ((client[bit / 8] & mask) != (network.get(bit / 8) & mask)) {
                return false;
            }
        }
        return true;
    }
}
