package dev.cuprum.http;

/** A request's target (RFC 9112 section 3.2). */
final class Target {

    private Target() {}

    /** A target as nginx tells it: of one in absolute form, what follows the host. */
    static String withoutAuthority(String target) {
        int colon = target.startsWith("/") ? -1 : target.indexOf("://");
        if (colon < 0) {
            return target;
        }
        int end = colon + 3;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return end == target.length() ? "/" : target.substring(end);
    }
}
